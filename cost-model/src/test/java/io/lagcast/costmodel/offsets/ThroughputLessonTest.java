package io.lagcast.costmodel.offsets;

import static io.lagcast.costmodel.offsets.TestingGroup.latest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.WorkloadHistory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When consumption is capacity, and how much was consumed between commits. */
class ThroughputLessonTest {

    private static final long BACKLOG = 1_000_000;

    private final TestingGroup group = latest();
    private long committed;
    private long end = BACKLOG;

    @Test
    void isTaughtByASettledGroupWithABacklog() {
        drain(5, 1000);

        Measurement newest = drain(1, 1000);

        assertThat(newest.teachesThroughput()).isTrue();
        assertThat(newest.consumed()).hasValue(1000);
    }

    @Test
    void isNotTaughtWithinAMinuteOfARebalance() {
        drain(6, 1000);
        group.state(GroupState.PREPARING_REBALANCE);
        drain(1, 0);
        group.state(GroupState.STABLE);

        assertThat(IntStream.range(0, 5).mapToObj(tick -> drain(1, 1000))).noneMatch(Measurement::teachesThroughput);
        assertThat(drain(2, 1000).teachesThroughput()).isTrue();
    }

    @Test
    void isNotTaughtWhileReplicasChange() {
        drain(6, 1000);
        group.replicas(2);

        assertThat(drain(1, 1000).teachesThroughput()).isFalse();
        assertThat(drain(1, 1000).teachesThroughput()).isFalse();
    }

    @Test
    void isNotTaughtAcrossAGap() {
        drain(6, 1000);
        group.unreadable();

        assertThat(drain(1, 1000).teachesThroughput()).isFalse();
    }

    @Test
    void isNotTaughtByAGroupThatKeepsUp() {
        end = 0;
        for (int tick = 0; tick < 20; tick++) {
            end += 15_000;
            committed = end - 4_000;
            assertThat(sample().teachesThroughput()).isFalse();
        }
    }

    @Test
    void isNotTaughtWhenAFifthOfThePartitionsIsIdle() {
        for (int tick = 0; tick < 10; tick++) {
            committed += 15_000;
            for (int partition = 0; partition < 4; partition++) {
                group.read(partition, committed, end);
            }
            assertThat(group.read(4, 0, 0).sample().teachesThroughput()).isFalse();
        }
    }

    @Test
    void isNotTaughtByTheSawToothOfRareCommits() {
        end = 0;
        for (int tick = 1; tick <= 40; tick++) {
            end += 15_000;
            if (tick % 4 == 0) {
                committed = end;
            }
            assertThat(sample().teachesThroughput()).isFalse();
        }
    }

    @Test
    void isTaughtByRareCommitsOnABacklogWithTheirAverage() {
        for (int tick = 1; tick <= 40; tick++) {
            if (tick % 4 == 0) {
                committed += 60_000;
            }
            sample();
        }

        WorkloadHistory history = group.history();
        assertThat(history.latest().orElseThrow().teachesThroughput()).isTrue();
        assertThat(IntStream.range(12, 40).mapToObj(history::measurement))
                .allSatisfy(measurement ->
                        assertThat(measurement.consumed().orElseThrow()).isCloseTo(1000, within(1.0)));
    }

    @Test
    void showsAPauseOfAGroupThatCommitsOften() {
        drain(6, 1000);

        Measurement paused = drain(1, 0);
        Measurement resumed = drain(1, 1000);

        assertThat(paused.consumed()).hasValue(0);
        assertThat(resumed.consumed()).hasValue(1000);
    }

    @Test
    void namesThePartitionThatStandsStill() {
        group.read(0, 0, 1000).read(1, 0, 1000).sample();
        group.read(0, 100, 2000).read(1, 0, 2000).sample();
        group.read(0, 200, 3000).read(1, 0, 3000).sample();

        assertThat(group.history().partitions().partitions().get(0).stalledSince())
                .isEmpty();
        assertThat(group.history().partitions().partitions().get(1).stalledSince())
                .contains(TestingGroup.START.plusSeconds(15));
    }

    private Measurement drain(int ticks, long perSecond) {
        for (int tick = 1; tick < ticks; tick++) {
            committed += 15 * perSecond;
            sample();
        }
        committed += 15 * perSecond;
        return sample();
    }

    private Measurement sample() {
        return group.read(0, committed, end).sample();
    }
}
