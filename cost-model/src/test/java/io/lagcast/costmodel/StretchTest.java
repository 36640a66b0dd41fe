package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StretchTest {

    private final Stretch stretch = new Stretch();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void averagesJumpsOfCommitsAway() {
        Optional<RecordsPerSecond> told = Optional.empty();
        for (int i = 0; i < 15; i++) {
            assertThat(told).isEmpty();
            told = stretch.add(consumed(1, i % 5 == 4 ? 5000 : 0), 2);
        }

        assertThat(told).contains(new RecordsPerSecond(500));
    }

    @Test
    void takesASampleOfAQuarterMinuteAlone() {
        assertThat(stretch.add(consumed(15, 3000), 3)).contains(new RecordsPerSecond(1000));
    }

    @Test
    void beginsAnewWhenTheNumberOfReplicasChanges() {
        stretch.add(consumed(10, 9000), 1);

        assertThat(stretch.add(consumed(10, 1000), 2)).isEmpty();
        assertThat(stretch.add(consumed(10, 1000), 2)).contains(new RecordsPerSecond(500));
    }

    private Measurement consumed(int seconds, double perSecond) {
        time = time.plusSeconds(seconds);
        return new Measurement(
                time,
                Optional.of(Duration.ofSeconds(seconds)),
                OptionalDouble.of(perSecond),
                OptionalDouble.of(perSecond),
                OptionalDouble.of(0),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                40,
                GroupState.STABLE,
                false,
                true);
    }
}
