package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Four partitions of 900 records a second and 16 of 20; the first one is consumed at a rate of its own in the last two minutes. */
class UnevenPartitionsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkloadPolicy POLICY =
            ReplicaAdvisorTest.policy(1, 20, Optional.of(1000.0), Duration.ofSeconds(10));
    private static final int REPLICAS = 10;
    private static final int SECONDS = 15;
    private static final int SAMPLES = 40;
    private static final int LAST = 8;
    private static final long HOT_PER_SECOND = 900;

    private final TestingGroup group = new TestingGroup(1, new TestingForecaster(4000, 0.8));

    private long committedOfFirst;

    @Test
    void isAsLateAsTheBusiestPartitionHoweverLittleOfAllThatIs() {
        consumeFirstAt(600);

        assertThat(situation().lagSeconds()).isLessThan(10);
        assertThat(asLateAsTheLatest()).isCloseTo(300.0 * LAST * SECONDS / HOT_PER_SECOND, within(6.0));
    }

    @Test
    void asksForMoreWhenTheBusiestPartitionIsLate() {
        consumeFirstAt(600);

        Decision decision = group.advise(POLICY).decision();

        assertThat(decision.reason().code()).isEqualTo(Reason.Code.BACKLOG);
        assertThat(decision.desired().count()).isGreaterThan(REPLICAS);
    }

    /** Consumers commit every few seconds, each at its own time: some partition always looks a few seconds late. */
    @Test
    void isNotLateByWhatIsMerelyNotCommittedYet() {
        for (int i = 0; i < SAMPLES; i++) {
            committedOfFirst = HOT_PER_SECOND * (SECONDS * (i + 1) - 3);
            group.append(sample(i));
        }

        assertThat(asLateAsTheLatest()).isLessThan(0.5);
    }

    /** Two thirds of what arrives at the first partition are processed, so ten replicas carry two thirds of what arrives in all. */
    @Test
    void learnsWhatACountOfReplicasCarries() {
        consumeFirstAt(600);

        assertThat(group.knowledge.carriedPerSecond(group.time().plusSeconds(SECONDS * SAMPLES)))
                .containsOnlyKeys(REPLICAS)
                .hasEntrySatisfying(
                        REPLICAS, carried -> assertThat(carried).isCloseTo(3920 * 2 / 3.0, withinPercentage(10)));
    }

    /** How long it has stood still says nothing about the others, and more replicas may not help it. */
    @Test
    void isNotAsLateAsAPartitionThatStandsStill() {
        consumeFirstAt(0);

        assertThat(asLateAsTheLatest()).isEqualTo(situation().lagSeconds());
    }

    private Situation situation() {
        return Situation.of(group.history, REPLICAS, Duration.ZERO).orElseThrow();
    }

    private double asLateAsTheLatest() {
        return situation()
                .asLateAs(PartitionRates.latest(group.history.partitions().partitions().stream()))
                .lagSeconds();
    }

    private void consumeFirstAt(long perSecond) {
        for (int i = 0; i < SAMPLES; i++) {
            committedOfFirst += SECONDS * (i < SAMPLES - LAST ? HOT_PER_SECOND : perSecond);
            group.append(sample(i));
        }
    }

    private LagSample sample(int index) {
        List<PartitionOffsets> offsets = new ArrayList<>();
        for (int p = 0; p < 20; p++) {
            long end = (p < 4 ? HOT_PER_SECOND : 20) * SECONDS * (index + 1);
            long committed = p == 0 ? committedOfFirst : end;
            offsets.add(new PartitionOffsets(
                    new PartitionId("t", p), OptionalLong.empty(), OptionalLong.of(committed), end));
        }
        return new LagSample(
                START.plusSeconds((long) SECONDS * index),
                Optional.of(new ReplicaCounts(REPLICAS, OptionalInt.of(REPLICAS))),
                GroupState.STABLE,
                Optional.empty(),
                offsets,
                Set.of());
    }
}
