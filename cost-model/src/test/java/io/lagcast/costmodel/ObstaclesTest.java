package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lagcast, where more replicas do not help, … */
class ObstaclesTest {

    private static final int PARTITIONS = 8;
    private static final double THROUGHPUT = 1000;
    private static final WorkloadPolicy POLICY = new WorkloadPolicy(
            1,
            PARTITIONS,
            Objective.DEFAULT,
            WorkloadPolicy.DEFAULT_LATE_PENALTY,
            1,
            new Priors(
                    Optional.of(new RecordsPerSecond(THROUGHPUT)),
                    Optional.of(Duration.ofSeconds(30)),
                    Optional.of(Duration.ofSeconds(10)),
                    Optional.of(RebalanceProtocol.EAGER)),
            Optional.empty());

    private final Group group = new Group();

    @Test
    void namesAPartitionThatIsStuckAndDoesNotScaleForIt() {
        double[] arriving = all(400);
        double[] consumed = all(400);
        consumed[3] = 0;

        Advice advice = group.run(10, 4, arriving, consumed);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(4));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.STUCK_PARTITION);
        assertThat(advice.decision().reason().text()).contains("t-3 makes no progress");
        assertThat(advice.decision().reason().facts()).containsEntry("stuckPartitions", 1.0);
    }

    @Test
    void namesAPartitionThatIsTooHotForOneThreadAndDoesNotScaleForIt() {
        double[] arriving = all(200);
        double[] consumed = all(200);
        arriving[5] = 1500;
        consumed[5] = 1000;

        Advice advice = group.run(10, 4, arriving, consumed);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(4));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.HOT_PARTITION);
        assertThat(advice.decision().reason().text()).contains("t-5");
    }

    @Test
    void scalesForTheOtherPartitionsAllTheSame() {
        group.run(10, 4, all(400), stopped(all(400), 3));

        Advice advice = group.run(1, 4, all(700), stopped(all(480), 3));

        assertThat(advice.decision().desired().count()).isEqualTo(PARTITIONS);
    }

    @Test
    void doesNotCallAWholeGroupThatStandsStillStuckPartitions() {
        Advice advice = group.run(10, 4, all(400), all(0));

        assertThat(advice.decision().reason().code()).isNotEqualTo(Reason.Code.STUCK_PARTITION);
    }

    @Test
    void stopsAddingReplicasThatDoNotMakeTheGroupFaster() {
        group.run(5, 2, all(400), all(250));
        assertThat(group.run(1, 2, all(400), all(250)).decision().desired().count())
                .isGreaterThan(2);

        Advice advice = group.run(4, 4, all(400), all(252));

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(4));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.DOWNSTREAM_LIMIT);
        assertThat(advice.beliefs().throughputMedian().value()).isGreaterThan(900);
    }

    private static double[] all(double perSecond) {
        double[] rates = new double[PARTITIONS];
        Arrays.fill(rates, perSecond);
        return rates;
    }

    private static double[] stopped(double[] rates, int partition) {
        rates[partition] = 0;
        return rates;
    }

    /** A group whose partitions differ. */
    private static final class Group {

        private static final int INTERVAL_SECONDS = 15;

        private final WorkloadHistory history = new WorkloadHistory(Duration.ofHours(2));
        private final WorkloadKnowledge knowledge = new WorkloadKnowledge(new TestingForecaster(1, 2));
        private final double[] end = new double[PARTITIONS];
        private final double[] committed = new double[PARTITIONS];
        private Instant time = Instant.parse("2026-01-01T00:00:00Z");

        Advice run(int minutes, int replicas, double[] arriving, double[] consumed) {
            for (int i = 0; i < minutes * 60 / INTERVAL_SECONDS; i++) {
                sample(replicas, arriving, consumed);
            }
            return new ReplicaAdvisor().advise(history, knowledge, POLICY);
        }

        private void sample(int replicas, double[] arriving, double[] consumed) {
            time = time.plusSeconds(INTERVAL_SECONDS);
            List<PartitionOffsets> offsets = new ArrayList<>();
            for (int p = 0; p < PARTITIONS; p++) {
                end[p] += arriving[p] * INTERVAL_SECONDS;
                committed[p] = Math.min(end[p], committed[p] + consumed[p] * INTERVAL_SECONDS);
                offsets.add(new PartitionOffsets(
                        new PartitionId("t", p), OptionalLong.empty(), OptionalLong.of((long) committed[p]), (long)
                                end[p]));
            }
            LagSample sample = new LagSample(
                    time,
                    Optional.of(new ReplicaCounts(replicas, OptionalInt.of(replicas))),
                    GroupState.STABLE,
                    Optional.empty(),
                    offsets,
                    Set.of());
            history.append(sample).ifPresent(measurement -> knowledge.learn(history, measurement));
        }
    }
}
