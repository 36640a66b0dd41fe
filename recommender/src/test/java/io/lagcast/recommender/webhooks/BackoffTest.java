package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final UUID DELIVERY = new UUID(1, 2);

    private final Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    @Test
    void doublesUpToTheLongestWaitLessUpToHalf() {
        assertThat(after(1)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        assertThat(after(2)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(after(4)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(after(20)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(after(Integer.MAX_VALUE)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }

    @Test
    void differsBetweenDeliveries() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> backoff.after(new UUID(i * 7919L, i), 1, Optional.empty()))
                        .distinct())
                .hasSizeGreaterThan(90);
    }

    @Test
    void leavesAReceiverAloneForAsLongAsItAsks() {
        assertThat(backoff.after(DELIVERY, 1, Optional.of(Duration.ofMinutes(7))))
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(backoff.after(DELIVERY, 1, Optional.of(Duration.ZERO))).isEqualTo(after(1));
    }

    private Duration after(int attempts) {
        return backoff.after(DELIVERY, attempts, Optional.empty());
    }
}
