package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadHistoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");

    private final WorkloadHistory history = new WorkloadHistory(Duration.ofMinutes(30));

    @Test
    void ignoresASampleThatIsNotNewer() {
        history.append(sample(START, 100));

        assertThat(history.append(sample(START, 200))).isEmpty();
        assertThat(history.append(sample(START.minusSeconds(1), 200))).isEmpty();
        assertThat(history.size()).isEqualTo(1);
        assertThat(history.append(sample(START.plusSeconds(10), 200))
                        .orElseThrow()
                        .produced())
                .hasValue(10);
    }

    @Test
    void returnsWhatItKeeps() {
        List<Measurement> appended = IntStream.range(0, 100)
                .mapToObj(tick -> history.append(sample(START.plusSeconds(15L * tick), 100L * tick))
                        .orElseThrow())
                .toList();

        assertThat(IntStream.range(0, history.size()).mapToObj(history::measurement))
                .isEqualTo(appended);
        assertThat(history.latest()).contains(appended.getLast());
    }

    @Test
    void keepsItsWindowOnly() {
        for (int tick = 0; tick < 10_000; tick++) {
            history.append(sample(START.plusSeconds(15L * tick), tick));
        }

        assertThat(history.size()).isEqualTo(121);
        assertThat(history.measurement(0).time()).isEqualTo(START.plusSeconds(15L * (9_999 - 120)));
    }

    @Test
    void neitherLosesNorInventsRecordsWhateverIsUnread() {
        Random random = new Random(7);
        history.append(sample(START, 0));
        long end = 0;
        long endWhenComplete = 0;
        double counted = 0;
        for (int tick = 1; tick < 1_000; tick++) {
            end += random.nextInt(1_000);
            LagSample whole = sample(START.plusSeconds(tick * 15L), end);
            boolean unread = random.nextInt(3) == 0;
            Measurement measurement = history.append(unread ? LagSample.unreadable(whole.time()) : whole)
                    .orElseThrow();
            counted += measurement.produced().orElse(0)
                    * measurement.interval().orElse(Duration.ZERO).toSeconds();
            endWhenComplete = unread ? endWhenComplete : end;
        }

        assertThat(counted).isCloseTo((double) endWhenComplete, within(0.01));
    }

    private static LagSample sample(Instant time, long end) {
        PartitionOffsets offsets =
                new PartitionOffsets(new PartitionId("t", 0), OptionalLong.empty(), OptionalLong.of(0), end);
        return new LagSample(
                time,
                Optional.of(new ReplicaCounts(2, OptionalInt.empty())),
                GroupState.STABLE,
                Optional.empty(),
                List.of(offsets),
                Set.of());
    }
}
