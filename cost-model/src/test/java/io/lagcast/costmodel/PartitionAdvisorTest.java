package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.PartitionAdvice.Growth;
import io.lagcast.costmodel.capacity.DailyPeak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionAdvisorTest {

    private static final WorkloadPolicy POLICY =
            ReplicaAdvisorTest.policy(1, 40, Optional.of(1000.0), Duration.ofSeconds(10));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestingGroup group = new TestingGroup(40, new TestingForecaster(9500, 0.8));

    @Test
    void datesTheDayOnWhichGrowthReachesWhatThePartitionsAllow() {
        group.steady(10, 9500, 10);

        PartitionAdvice advice = advise(peaks(60, 20_000, 200));

        assertThat(advice.ceiling()).isEqualTo(new Replicas(40));
        assertThat(advice.ceilingRate()).isEqualTo(new RecordsPerSecond(40_000));
        assertThat(advice.growth()).isInstanceOfSatisfying(Growth.ReachesCeiling.class, growth -> {
            Instant lastDay = START.plus(Duration.ofDays(59));
            assertThat(growth.earliest())
                    .isBetween(
                            lastDay.plus(Duration.ofDays(30)), growth.expected().orElseThrow());
            assertThat(growth.expected().orElseThrow())
                    .isBetween(lastDay.plus(Duration.ofDays(35)), lastDay.plus(Duration.ofDays(45)));
            assertThat(growth.partitionsForAYear()).isBetween(100, 112);
        });
    }

    @Test
    void knowsWhatTheMostReplicasCarryThatThePolicyAllows() {
        WorkloadPolicy twelve = ReplicaAdvisorTest.policy(1, 12, Optional.of(1000.0), Duration.ofSeconds(10));

        assertThat(ceiling(twelve)).as("before any partition was read").isEmpty();

        group.steady(10, 9500, 10);

        assertThat(ceiling(POLICY)).contains(new RecordsPerSecond(40_000));
        assertThat(ceiling(twelve))
                .as("with twelve, somebody still has four of the partitions, as with ten")
                .contains(new RecordsPerSecond(10_000));
    }

    private Optional<RecordsPerSecond> ceiling(WorkloadPolicy policy) {
        return PartitionAdvisor.ceiling(group.history, policy, group.knowledge.beliefs(policy));
    }

    @Test
    void saysThatSteadyPeaksNeverGetThere() {
        group.steady(10, 9500, 10);

        assertThat(advise(peaks(60, 20_000, 0)).growth()).isInstanceOf(Growth.FarAway.class);
    }

    @Test
    void saysThatTooFewDaysAreNoEvidence() {
        group.steady(10, 9500, 10);

        assertThat(advise(peaks(5, 20_000, 200)).growth())
                .isInstanceOfSatisfying(Growth.NotEnoughEvidence.class, missing -> {
                    assertThat(missing.days()).isEqualTo(5);
                    assertThat(missing.needed()).isEqualTo(21);
                });
    }

    @Test
    void tellsWhatDealingByRateWouldSave() {
        TestingGroup skewed = new TestingGroup(1, new TestingForecaster(0, 0.8));
        for (int i = 0; i < 40; i++) {
            skewed.append(skewedSample(i));
        }

        PartitionAdvice.Assignment assignment = new PartitionAdvisor()
                .advise(skewed.history, POLICY, skewed.knowledge.beliefs(POLICY), List.of())
                .orElseThrow()
                .assignment()
                .orElseThrow();

        assertThat(assignment.rateAware()).hasValue(4);
        assertThat(assignment.replicas().orElseThrow()).isGreaterThan(5);
    }

    /** 4 partitions of 900 records a second and 16 of 20. */
    private static LagSample skewedSample(int index) {
        List<PartitionOffsets> offsets = new ArrayList<>();
        for (int p = 0; p < 20; p++) {
            long end = (p < 4 ? 900L : 20L) * 15 * index;
            offsets.add(new PartitionOffsets(new PartitionId("t", p), OptionalLong.empty(), OptionalLong.of(end), end));
        }
        return new LagSample(
                START.plusSeconds(15L * index),
                Optional.of(new ReplicaCounts(20, OptionalInt.of(20))),
                GroupState.STABLE,
                new Membership(Optional.empty(), Optional.of(Assignor.RANGE), Optional.of(false), List.of()),
                offsets,
                Set.of());
    }

    private PartitionAdvice advise(List<DailyPeak> peaks) {
        return new PartitionAdvisor()
                .advise(group.history, POLICY, group.knowledge.beliefs(POLICY), peaks)
                .orElseThrow();
    }

    private static List<DailyPeak> peaks(int days, double level, double perDay) {
        List<DailyPeak> peaks = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double wiggle = day % 3 == 0 ? 0.01 * level : 0;
            peaks.add(new DailyPeak(
                    START.plus(Duration.ofDays(day)), new RecordsPerSecond(level + perDay * day + wiggle)));
        }
        return peaks;
    }
}
