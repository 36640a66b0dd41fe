package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicaAdvisorTest {

    private static final WorkloadPolicy POLICY = policy(1, 40, Optional.of(1000.0), Duration.ofSeconds(10));

    private final TestingForecaster forecaster = new TestingForecaster(9500, 0.5);
    private final TestingGroup group = new TestingGroup(40, forecaster);

    @Test
    void holdsWhatFits() {
        Advice advice = group.steady(10, 9500, 10).advise(POLICY);

        assertThat(advice.decision()).isInstanceOf(Decision.Hold.class);
        assertThat(advice.decision().desired()).isEqualTo(new Replicas(10));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.STEADY);
        assertThat(advice.decision().reason().text()).endsWith(".");
        assertThat(advice.decision().reason().facts()).containsEntry("arrivalPerSecond", 9500.0);
        assertThat(advice.validUntil()).isEqualTo(group.time().plusSeconds(300));
        assertThat(advice.forecastTrusted()).isTrue();
    }

    @Test
    void growsAheadOfDemandItTrusts() {
        group.steady(10, 9500, 10);
        forecaster.expect(13_000);

        Advice advice = group.advise(POLICY);

        assertThat(advice.decision().desired().count()).isGreaterThanOrEqualTo(14);
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.DEMAND_RISING);
    }

    @Test
    void ignoresAForecastThatIsNoBetterThanTheLastValue() {
        TestingForecaster poor = new TestingForecaster(30_000, 1.2);
        Advice advice = new TestingGroup(40, poor).steady(10, 9500, 10).advise(POLICY);

        assertThat(advice.forecastTrusted()).isFalse();
        assertThat(advice.decision().desired().count()).isEqualTo(10);
    }

    @Test
    void keepsAskingForReplicasThatAreOnTheirWay() {
        group.steady(10, 9500, 10);
        forecaster.expect(13_000);
        Advice asked = group.advise(POLICY);
        forecaster.expect(9500);

        Advice next =
                group.note(asked).sample(9500, 9500, 10, 10, GroupState.STABLE).advise(POLICY);

        assertThat(next.decision().desired()).isEqualTo(asked.decision().desired());
        assertThat(next.decision().reason().code()).isEqualTo(Reason.Code.SETTLING);
    }

    @Test
    void givesUpReplicasThatNeverCameOnceNothingNeedsThem() {
        group.steady(10, 9500, 10);
        forecaster.expect(13_000);
        Advice asked = group.advise(POLICY);
        forecaster.expect(9500);

        Advice later = group.note(asked).steady(5, 9500, 10).advise(POLICY);

        assertThat(later.decision().desired()).isEqualTo(new Replicas(10));
    }

    @Test
    void believesAGroupThatFallsBehindMoreThanItsThroughput() {
        WorkloadPolicy tooHopeful = policy(1, 40, Optional.of(2000.0), Duration.ofSeconds(10));
        forecaster.expect(12_000);
        group.steady(10, 9500, 10);

        for (int i = 0; i < 10; i++) {
            group.sample(12_000, 9500, 10, 10, GroupState.STABLE);
        }

        assertThat(group.advise(tooHopeful).decision().desired().count()).isGreaterThanOrEqualTo(14);
    }

    /** The mean of the last minute is a quarter of the way there yet. */
    @Test
    void answersABurstNobodyForesawAtItsFirstSample() {
        group.steady(10, 9500, 10);

        Advice advice = group.sample(19_000, 9800, 10, 10, GroupState.STABLE).advise(POLICY);

        assertThat(advice.decision().desired().count()).isGreaterThanOrEqualTo(20);
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.REACTIVE_FLOOR);
    }

    @Test
    void leavesARiseToTheForecastThatHasAlwaysBeenRight() {
        group.steady(10, 9500, 10).sample(19_000, 9800, 10, 10, GroupState.STABLE);

        Advice tested = group.trackRecord(0).advise(POLICY);
        Advice untested = group.trackRecord(1).advise(POLICY);

        assertThat(tested.decision().desired().count()).isEqualTo(10);
        assertThat(untested.decision().desired().count()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void chargesLessForAMoveTheSurerTheForecastBehindItIs() {
        forecaster.expect(4500);
        group.steady(15, 4500, 20);

        Advice sure = group.trackRecord(0.1).advise(POLICY);
        Advice unsure = group.trackRecord(0.9).advise(POLICY);

        assertThat(sure.candidates().getFirst().moving().value())
                .isLessThan(unsure.candidates().getFirst().moving().value());
    }

    @Test
    void takesChanceForChanceWhereRecordsAreFew() {
        WorkloadPolicy slow = policy(1, 40, Optional.of(0.5), Duration.ofSeconds(10));
        TestingGroup few = new TestingGroup(40, new TestingForecaster(0.4, 0.5)).steady(10, 0.4, 1);

        Advice advice = few.sample(0.8, 0.4, 1, 1, GroupState.STABLE).advise(slow);

        assertThat(advice.decision().desired().count()).isEqualTo(1);
    }

    @Test
    void shrinksWhenDemandStaysLow() {
        forecaster.expect(4500);
        Advice advice = group.steady(15, 4500, 20).advise(POLICY);

        assertThat(advice.decision()).isInstanceOf(Decision.Scale.class);
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.DEMAND_FALLING);
        assertThat(advice.decision().desired().count()).isBetween(5, 6);
        assertThat(advice.costOfStaying().orElseThrow().value())
                .isGreaterThan(advice.costOfDecision().orElseThrow().value());
    }

    @Test
    void holdsWhenTheRebalanceCostsMoreThanItSaves() {
        WorkloadPolicy endless = policy(1, 40, Optional.of(1000.0), Duration.ofDays(365));
        forecaster.expect(4500);

        assertThat(group.steady(15, 4500, 20).advise(endless).decision()).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void neverGoesBelowWhatPresentRateAndBacklogNeedWhateverTheForecastSays() {
        forecaster.expect(100);
        Advice advice = group.steady(10, 9500, 10).backlog(300_000, 9500, 10).advise(POLICY);

        assertThat(advice.decision().desired().count()).isGreaterThanOrEqualTo(14);
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.BACKLOG);
    }

    @Test
    void abstainsUntilARateIsKnown() {
        Advice advice = group.sample(0, 0, 3, 3, GroupState.STABLE).advise(POLICY);

        assertThat(advice.decision()).isInstanceOf(Decision.Abstain.class);
        assertThat(advice.decision().desired()).isEqualTo(new Replicas(3));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.COLD_START);
    }

    @Test
    void abstainsWhenNothingTellsTheThroughput() {
        Advice advice = group.steady(2, 0, 3).advise(policy(1, 40, Optional.empty(), Duration.ofSeconds(10)));

        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.COLD_START);
        assertThat(advice.decision().reason().text()).contains("priors.throughputPerReplica");
    }

    @Test
    void abstainsWithTheSafeValueWithinThePolicy() {
        Advice advice = group.sample(0, 0, 60, 60, GroupState.STABLE).advise(POLICY);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(40));
    }

    @Test
    void keepsTheLastDemandThroughAShortGap() {
        forecaster.expect(500);
        Advice advice = group.steady(10, 9500, 20).unreadable(2).advise(POLICY);

        assertThat(advice.decision()).isInstanceOf(Decision.Hold.class);
        assertThat(advice.decision().desired()).isEqualTo(new Replicas(20));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.DATA_GAP);
    }

    @Test
    void abstainsWhenTheGapIsLong() {
        Advice advice = group.steady(10, 9500, 20).unreadable(30).advise(POLICY);

        assertThat(advice.decision()).isInstanceOf(Decision.Abstain.class);
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.DATA_GAP);
    }

    @Test
    void saysThatThereIsNothingToConsume() {
        Instant now = group.time();
        for (int i = 1; i <= 2; i++) {
            group.append(new LagSample(
                    now.plusSeconds(15L * i),
                    Optional.of(new ReplicaCounts(2, OptionalInt.of(2))),
                    GroupState.EMPTY,
                    Optional.empty(),
                    List.of(),
                    Set.of()));
        }

        assertThat(group.advise(POLICY).decision().reason().code()).isEqualTo(Reason.Code.NOTHING_TO_CONSUME);
    }

    @Test
    void holdsWhileReplicasStart() {
        forecaster.expect(4500);
        Advice advice = group.steady(15, 4500, 8)
                .sample(4500, 4500, 20, 8, GroupState.STABLE)
                .advise(POLICY);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(20));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.SETTLING);
    }

    @Test
    void goesOnGrowingWhileSettlingIfTheFloorNeedsIt() {
        Advice advice = group.steady(15, 4500, 8)
                .sample(4500, 4500, 10, 8, GroupState.STABLE)
                .backlog(400_000, 14_000, 10)
                .advise(POLICY);

        assertThat(advice.decision().desired().count()).isGreaterThan(10);
    }

    @Test
    void returnsIntoThePolicysBounds() {
        Advice advice = group.steady(10, 9500, 20).advise(policy(1, 14, Optional.of(1000.0), Duration.ofSeconds(10)));

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(14));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.POLICY_LIMIT);
    }

    @Test
    void saysWhenMoreReplicasWouldAddNothing() {
        forecaster.expect(60_000);
        Advice advice = group.steady(10, 40_000, 40)
                .sample(60_000, 40_000, 40, 40, GroupState.STABLE)
                .sample(60_000, 40_000, 40, 40, GroupState.STABLE)
                .advise(POLICY);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(40));
        assertThat(advice.decision().reason().code()).isEqualTo(Reason.Code.PARTITION_LIMIT);
    }

    @Test
    void goesToZeroOnlyWhenNothingArrivesWaitsOrIsExpected() {
        WorkloadPolicy toZero = policy(0, 40, Optional.of(1000.0), Duration.ofSeconds(10));
        forecaster.expect(0);

        Advice quiet = group.steady(15, 0, 1).advise(toZero);
        assertThat(quiet.decision().desired()).isEqualTo(new Replicas(0));

        forecaster.expect(50);

        assertThat(group.advise(toZero).decision().desired()).isEqualTo(new Replicas(1));
    }

    @Test
    void wakesFromZeroWhenRecordsWait() {
        WorkloadPolicy toZero = policy(0, 40, Optional.empty(), Duration.ofSeconds(10));
        forecaster.expect(0);
        Advice advice =
                group.steady(5, 0, 0).sample(10, 0, 0, 0, GroupState.EMPTY).advise(toZero);

        assertThat(advice.decision().desired()).isEqualTo(new Replicas(1));
    }

    @Test
    void keepsStaticMembersLongerThanDynamicOnesBecauseTheyLeavePartitionsUnserved() {
        WorkloadPolicy dynamic = staticMembers(Optional.empty());
        WorkloadPolicy statics = staticMembers(Optional.of(Duration.ofMinutes(5)));
        forecaster.expect(4500);
        group.steady(15, 4500, 20);

        Advice free = group.advise(dynamic);
        Advice bound = group.advise(statics);

        assertThat(free.decision().desired().count()).isLessThan(20);
        assertThat(bound.decision().desired().count())
                .isGreaterThan(free.decision().desired().count());
        assertThat(bound.candidates().getFirst().moving().value())
                .isGreaterThan(free.candidates().getFirst().moving().value());
    }

    @Test
    void asksForNoMoreConsumersThanARangeAssignorGivesWork() {
        WorkloadPolicy range = new WorkloadPolicy(
                1,
                40,
                Objective.DEFAULT,
                WorkloadPolicy.DEFAULT_LATE_PENALTY,
                2,
                new Priors(
                        Optional.of(new RecordsPerSecond(1000)),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.empty(),
                        Optional.of(Assignor.RANGE),
                        Optional.empty()),
                Optional.empty());
        forecaster.expect(60_000);

        Advice advice = group.steady(10, 9500, 10).backlog(900_000, 30_000, 10).advise(range);

        assertThat(advice.decision().desired().count()).isEqualTo(20);
    }

    private static WorkloadPolicy staticMembers(Optional<Duration> sessionTimeout) {
        return new WorkloadPolicy(
                1,
                40,
                Objective.DEFAULT,
                WorkloadPolicy.DEFAULT_LATE_PENALTY,
                1,
                new Priors(
                        Optional.of(new RecordsPerSecond(1000)),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.empty(),
                        Optional.empty(),
                        sessionTimeout),
                Optional.empty());
    }

    @Test
    void refusesToAdviseOnNothing() {
        assertThatThrownBy(() -> group.advise(POLICY)).hasMessageContaining("Nothing was measured");
    }

    static WorkloadPolicy policy(int min, int max, Optional<Double> throughput, Duration pause) {
        return new WorkloadPolicy(
                min,
                max,
                Objective.DEFAULT,
                WorkloadPolicy.DEFAULT_LATE_PENALTY,
                1,
                new Priors(
                        throughput.map(RecordsPerSecond::new), Optional.empty(), Optional.of(pause), Optional.empty()),
                Optional.empty());
    }
}
