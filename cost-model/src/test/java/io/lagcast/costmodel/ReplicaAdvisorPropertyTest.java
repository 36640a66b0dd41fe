package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.capacity.PartitionLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties over made-up situations; the parameter is the seed that found them. */
class ReplicaAdvisorPropertyTest {

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysWithinPolicyAndPartitionCeiling(long seed) {
        Case made = new Case(seed);

        int desired = made.advise(0).decision().desired().count();

        assertThat(desired).isBetween(made.policy.minReplicas(), made.policy.maxReplicas());
        assertThat(desired).isLessThanOrEqualTo(Math.max(made.replicas, made.partitions));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void movesToUsefulCountsOnly(long seed) {
        Case made = new Case(seed);
        int[] useful = PartitionLayout.even(made.partitions, 1)
                .usefulCounts(made.policy.minReplicas(), made.policy.maxReplicas());

        if (made.advise(0).decision() instanceof Decision.Scale scale) {
            assertThat(Arrays.stream(useful)).contains(scale.desired().count());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverAsksForLessCapacityWhenMoreWaits(long seed) {
        Case made = new Case(seed);
        PartitionLayout layout = PartitionLayout.even(made.partitions, 1);
        double before = 0;

        for (double seconds : new double[] {0, 5, 15, 30, 60, 300, 3600}) {
            int desired = made.advise(seconds).decision().desired().count();
            double capacity = layout.capacityPerSecond(desired, 1000);
            assertThat(capacity)
                    .as("%s replicas with %s s of arrivals waiting", desired, seconds)
                    .isGreaterThanOrEqualTo(before);
            before = capacity;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsWhenMovingCostsWithoutEnd(long seed) {
        Case made = new Case(seed);

        Decision decision = made.advise(0, Duration.ofDays(3650)).decision();

        assertThat(decision).isInstanceOf(Decision.Hold.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decidesTheSameFromTheSameHistory(long seed) {
        Advice one = new Case(seed).advise(10);
        Advice other = new Case(seed).advise(10);

        assertThat(other.decision()).isEqualTo(one.decision());
        assertThat(other.candidates()).isEqualTo(one.candidates());
    }

    /** A group in some state, made from a seed. */
    private static final class Case {

        private final int partitions;
        private final int replicas;
        private final double arrivals;
        private final double expected;
        private final double relativeToLastValue;
        private final WorkloadPolicy policy;

        Case(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            partitions = 1 + random.nextInt(100);
            int max = 1 + random.nextInt(partitions);
            int min = 1 + random.nextInt(max);
            replicas = min + random.nextInt(max - min + 1);
            arrivals = 100 * random.nextInt(1, partitions * 10);
            expected = arrivals * random.nextDouble(0.3, 2);
            relativeToLastValue = random.nextBoolean() ? 0.5 : 1.5;
            policy = ReplicaAdvisorTest.policy(min, max, Optional.of(1000.0), Duration.ofSeconds(random.nextInt(30)));
        }

        Advice advise(double waitingSeconds) {
            return advise(waitingSeconds, policy.priors().rebalancePause().orElseThrow());
        }

        Advice advise(double waitingSeconds, Duration pause) {
            TestingGroup group = new TestingGroup(partitions, new TestingForecaster(expected, relativeToLastValue));
            group.steady(10, arrivals, replicas);
            group.backlog(waitingSeconds * arrivals, arrivals, replicas);
            WorkloadPolicy priced =
                    ReplicaAdvisorTest.policy(policy.minReplicas(), policy.maxReplicas(), Optional.of(1000.0), pause);
            return group.advise(priced);
        }
    }
}
