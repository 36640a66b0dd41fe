package io.lagcast.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedGroupTest {

    private static final int LAG_TIME = 30;

    @Test
    void paysAReplicaFromTheMomentItIsAskedFor() {
        SimulatedGroup group = group(settings(4).withStartUp(Duration.ofSeconds(30), Duration.ZERO), 2, 10);

        group.ask(4);
        group.run(10);

        assertThat(group.ready()).isEqualTo(2);
        assertThat(group.desired()).isEqualTo(4);
        assertThat(group.tally().replicaSeconds()).isEqualTo(40);
    }

    @Test
    void letsAReplicaJoinAfterItsStartUp() {
        SimulatedGroup group = group(settings(4).withStartUp(Duration.ofSeconds(30), Duration.ZERO), 2, 10);

        group.ask(4);
        group.run(30);
        assertThat(group.ready()).isEqualTo(2);
        group.run(1);

        assertThat(group.ready()).isEqualTo(4);
        assertThat(group.isRebalancing()).isTrue();
    }

    @Test
    void stopsPayingAReplicaThatLeaves() {
        SimulatedGroup group = group(settings(4), 4, 10);

        group.ask(1);
        group.run(10);

        assertThat(group.tally().replicaSeconds()).isEqualTo(10);
        assertThat(group.tally().moves()).isEqualTo(1);
    }

    @Test
    void givesUpReplicasThatAreStartingFirst() {
        SimulatedGroup group = group(settings(4), 2, 10);

        group.ask(4);
        group.run(5);
        group.ask(3);
        group.run(60);

        assertThat(group.ready()).isEqualTo(3);
        assertThat(group.tally().movesOut()).isEqualTo(1);
        assertThat(group.tally().movesIn()).isEqualTo(1);
    }

    @Test
    void spreadsStartUpsByTheirJitter() {
        SimulatedGroup group = group(settings(40).withStartUp(Duration.ofSeconds(10), Duration.ofSeconds(20)), 1, 10);

        group.ask(40);
        group.run(11);
        int early = group.ready();
        group.run(20);

        assertThat(early).isBetween(1, 10);
        assertThat(group.ready()).isEqualTo(40);
    }

    @Test
    void stopsEveryPartitionOfAnEagerGroupForThePause() {
        SimulatedGroup group = group(settings(4), 4, 100);

        group.run(10);
        group.ask(2);
        group.run(10);
        assertThat(group.lagRecords()).isCloseTo(1000, within(1e-6));
        assertThat(group.isRebalancing()).isFalse();
        group.run(1);

        assertThat(group.lagRecords()).isZero();
        assertThat(group.tally().lagTimes().maxSeconds()).isEqualTo(10);
    }

    @Test
    void stopsOnlyPartitionsThatMoveInACooperativeGroup() {
        GroupSettings cooperative = settings(4).withRebalance(RebalanceProtocol.COOPERATIVE, Duration.ofSeconds(10));
        SimulatedGroup group = group(cooperative, 4, 100);

        group.run(10);
        group.ask(3);
        group.run(10);

        assertThat(group.lagRecords()).isCloseTo(250, within(1e-6));
    }

    @Test
    void leavesThePartitionsOfStaticMembersOrphanedForTheSessionTimeout() {
        SimulatedGroup group = group(settings(4).withSessionTimeout(Duration.ofSeconds(45)), 4, 100);

        group.run(10);
        group.ask(3);
        group.run(45);
        assertThat(group.isRebalancing()).isTrue();
        assertThat(group.lagRecords()).isCloseTo(45 * 25, within(1e-6));
        group.run(10);

        assertThat(group.isRebalancing()).isFalse();
        assertThat(group.lagRecords()).isCloseTo(45 * 25 + 10 * 100, within(1e-6));
    }

    @Test
    void doesAgainWhatWasDoneSinceTheLastCommit() {
        SimulatedGroup group = group(settings(4), 4, 100);

        group.run(13);
        group.ask(2);
        group.run(1);

        assertThat(group.tally().doneAgain()).isCloseTo(300, within(1e-6));
        assertThat(group.committedOffset(0)).isCloseTo(250, within(1e-6));
        assertThat(group.lagRecords()).isCloseTo(400, within(1e-6));
        group.run(20);
        assertThat(group.tally().processed()).isCloseTo(3400, within(1e-6));
    }

    @Test
    void servesNoMoreThanTheThroughputOfTheBusiestReplica() {
        SimulatedGroup group = group(settings(4), 3, 3000);

        group.run(10);

        // Two partitions with 1500 records/s share one replica's 1000; the other two have one each.
        assertThat(group.lagRecords()).isCloseTo(5000, within(1e-6));
        assertThat(group.processedOffset(3)).isCloseTo(7500, within(1e-6));
    }

    @Test
    void splitsAReplicaOverItsPartitionsByBacklog() {
        GroupSettings skewed = settings(2).withSkew(1);
        SimulatedGroup group = group(skewed, 1, 3000);

        group.run(10);

        double[] share = skewed.shares();
        assertThat(group.processedOffset(0)).isCloseTo(10_000 * share[0], within(1e-6));
        assertThat(group.processedOffset(1)).isCloseTo(10_000 * share[1], within(1e-6));
    }

    @Test
    void processesNothingWithoutReplicas() {
        SimulatedGroup group = group(settings(4), 2, 10);

        group.ask(0);
        group.run(50);

        assertThat(group.lagRecords()).isCloseTo(500, within(1e-6));
        assertThat(group.tally().replicaSeconds()).isZero();
    }

    @Test
    void showsWhatIsNotCommittedYetWhereCommitsAreStaggered() {
        SimulatedGroup group = group(settings(10).withStaggeredCommits(), 10, 100);

        group.run(20);

        double lag = 0;
        for (int p = 0; p < 10; p++) {
            lag += group.endOffset(p) - group.committedOffset(p);
        }
        assertThat(group.lagRecords()).isZero();
        assertThat(lag).isCloseTo(200, within(1e-6));
    }

    @Test
    void countsRecordsAsLateThatAreOlderThanTheLagTime() {
        SimulatedGroup group = group(settings(1).withRebalance(RebalanceProtocol.EAGER, Duration.ofSeconds(40)), 1, 10);

        group.ask(0);
        group.run(1);
        group.ask(1);
        group.run(80);

        // Asked for after 1 s, joined at 31 s, served from 71 s on: what arrived before 41 s is late.
        assertThat(group.tally().late()).isCloseTo(410, within(1e-6));
    }

    @Test
    void countsWhatIsNeverProcessedAsLate() {
        SimulatedGroup group = new SimulatedGroup(settings(1), arrivals(10, 100), 1, LAG_TIME);

        group.ask(0);
        group.run(100);
        group.finish();

        assertThat(group.tally().abandoned()).isCloseTo(1000, within(1e-6));
        assertThat(group.tally().late()).isCloseTo(1000, within(1e-6));
    }

    @Test
    void worksOffWhatIsLeftAfterTheEndWithoutBeingPaid() {
        SimulatedGroup group = new SimulatedGroup(settings(1), arrivals(1100, 100), 1, LAG_TIME);

        group.run(100);
        group.finish();

        assertThat(group.tally().processed()).isCloseTo(110_000, within(1e-6));
        assertThat(group.tally().late()).isZero();
        assertThat(group.tally().replicaSeconds()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(RebalanceProtocol.class)
    void neitherLosesNorInventsRecords(RebalanceProtocol protocol) {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GroupSettings settings = random(random).withRebalance(protocol, Duration.ofSeconds(random.nextInt(20)));
            Arrivals arrivals = arrivals(random, 600, 8000);
            SimulatedGroup group = new SimulatedGroup(settings, arrivals, 1 + random.nextInt(8), LAG_TIME);

            for (int t = 0; t < 40; t++) {
                group.ask(random.nextInt(9));
                group.run(15);
                double waiting = 0;
                for (int p = 0; p < settings.partitions(); p++) {
                    assertThat(group.committedOffset(p)).isLessThanOrEqualTo(group.processedOffset(p) + 1e-6);
                    assertThat(group.processedOffset(p)).isLessThanOrEqualTo(group.endOffset(p) + 1e-6);
                    waiting += group.endOffset(p) - group.processedOffset(p);
                }
                assertThat(waiting).as("seed %d", seed).isCloseTo(group.lagRecords(), within(1e-4));
            }
            group.finish();
            Tally tally = group.tally();
            assertThat(tally.processed() + tally.abandoned())
                    .as("seed %d", seed)
                    .isCloseTo(arrivals.total(), within(1e-3));
            assertThat(tally.lagTimes().total()).isCloseTo(arrivals.total(), within(1e-3));
            assertThat(1 - tally.lagTimes().shareWithin(LAG_TIME))
                    .as("seed %d", seed)
                    .isCloseTo(tally.late() / arrivals.total(), within(1e-9));
        }
    }

    /** The shortcut for groups that keep up must not be seen: a neighbour that never keeps up takes it away. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void knowsHowOldEveryRecordWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arrivals arrivals = arrivals(random, 900, 1500);
        SimulatedGroup group = new SimulatedGroup(settings(1), arrivals, 1, LAG_TIME);
        LagTimes expected = new LagTimes();
        Deque<double[]> queue = new ArrayDeque<>();

        for (int second = 0; second < 900; second++) {
            group.step();
            queue.addLast(new double[] {second, arrivals.during(second)});
            double room = 1000;
            while (room > 0 && !queue.isEmpty()) {
                double[] oldest = queue.getFirst();
                double taken = Math.min(room, oldest[1]);
                expected.add(second - (int) oldest[0], taken);
                room -= taken;
                oldest[1] -= taken;
                if (oldest[1] > 1e-9) {
                    break;
                }
                queue.removeFirst();
            }
        }

        LagTimes actual = group.tally().lagTimes();
        for (int age = 0; age <= expected.maxSeconds() + 1; age++) {
            assertThat(actual.at(age)).as("records %d s old", age).isCloseTo(expected.at(age), within(1e-3));
        }
        assertThat(expected.maxSeconds()).isPositive();
    }

    @Test
    void goesOnAloneWhenCopied() {
        SimulatedGroup group = group(settings(4), 4, 100);
        group.run(7);
        group.ask(2);
        group.run(3);

        SimulatedGroup copy = group.copy();
        copy.run(30);
        group.run(30);

        assertThat(copy.lagRecords()).isEqualTo(group.lagRecords());
        assertThat(copy.tally().replicaSeconds()).isEqualTo(group.tally().replicaSeconds());
        assertThat(copy.tally().processed()).isEqualTo(group.tally().processed());
        copy.ask(1);
        assertThat(group.desired()).isEqualTo(2);
    }

    private static GroupSettings settings(int partitions) {
        return GroupSettings.STANDARD.withPartitions(partitions);
    }

    private static GroupSettings random(SplittableRandom random) {
        GroupSettings settings = new GroupSettings(
                1 + random.nextInt(12),
                new RecordsPerSecond(1000),
                Duration.ofSeconds(random.nextInt(40)),
                Duration.ofSeconds(random.nextInt(20)),
                Duration.ofSeconds(5),
                RebalanceProtocol.EAGER,
                random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(60)),
                Duration.ofSeconds(1 + random.nextInt(7)),
                random.nextBoolean(),
                0,
                1);
        return random.nextBoolean() ? settings : settings.withSkew(random.nextDouble());
    }

    private static SimulatedGroup group(GroupSettings settings, int replicas, double ratePerSecond) {
        return new SimulatedGroup(settings, arrivals(ratePerSecond, 1000), replicas, LAG_TIME);
    }

    private static Arrivals arrivals(double ratePerSecond, int seconds) {
        double[] rates = new double[seconds];
        Arrays.fill(rates, ratePerSecond);
        return Arrivals.smooth(rates, Duration.ofSeconds(1));
    }

    private static Arrivals arrivals(SplittableRandom random, int seconds, double most) {
        double[] rates = random.doubles(seconds / 10, 0, most).toArray();
        return Arrivals.smooth(rates, Duration.ofSeconds(10));
    }
}
