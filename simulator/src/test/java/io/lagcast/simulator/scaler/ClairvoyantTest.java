package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.ClosedLoop;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClairvoyantTest {

    @Test
    void findsTheOptimumOfTinyScenarios() {
        for (long seed = 1; seed <= 30; seed++) {
            Scenario scenario = random(seed, 3, 6);

            double least = bruteForce(scenario, scenario.begin(), 0);

            assertThat(cost(scenario, Clairvoyant.exhaustive("clairvoyant", scenario)))
                    .as("seed %d", seed)
                    .isCloseTo(least, within(1e-6 * least));
            assertThat(cost(scenario, new Clairvoyant("clairvoyant", scenario, 0, done -> {})))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1.02 * least);
        }
    }

    /** The search is not exhaustive here; it may miss the optimum, but never by so much that anybody else does better. */
    @Test
    void isNeverDearerThanAnybodyElse() {
        List<String> others = List.of(
                "over",
                "fixed:3",
                "hpa:500",
                "hpa:2000+behavior",
                "keda:1000",
                "rate:0.6",
                "rate:0.8",
                "rate:1",
                "flink:0.7");
        for (long seed = 1; seed <= 15; seed++) {
            Scenario scenario = random(seed, 12, 60);

            double clairvoyant = cost(scenario, new Clairvoyant("clairvoyant", scenario, 0, done -> {}));

            for (String other : others) {
                assertThat(clairvoyant)
                        .as("seed %d, %s", seed, other)
                        .isLessThanOrEqualTo(
                                cost(scenario, ScalerChoice.parse(other).create(scenario, done -> {})) + 1e-6);
            }
        }
    }

    /** Replicas that may all be gone between batches cannot make the best plan dearer; with one that stays always, it pays for the quiet hour as well. */
    @Test
    void sleepsBetweenBatchesWhereItMay() {
        Scenario asleep = batches(0);
        Scenario awake = batches(1);

        Outcome sleeping = new ClosedLoop(asleep).run(new Clairvoyant("clairvoyant", asleep, 0, done -> {}));
        double waiting = cost(awake, new Clairvoyant("clairvoyant", awake, 0, done -> {}));

        assertThat(sleeping.costHours()).isLessThan(0.6 * waiting);
        assertThat(sleeping.shareInTime()).isGreaterThan(0.99);
    }

    /** Two hours in which every second half hour brings ten minutes of 3,000 records a second, to replicas that take two minutes to start. */
    private static Scenario batches(int minReplicas) {
        double[] rates = new double[120];
        for (int minute = 0; minute < rates.length; minute++) {
            rates[minute] = minute % 60 >= 30 && minute % 60 < 40 ? 3000 : 0;
        }
        GroupSettings group = GroupSettings.STANDARD.withStartUp(Duration.ofMinutes(2), Duration.ZERO);
        return new Scenario(
                group,
                Arrivals.smooth(rates, Duration.ofMinutes(1)),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofSeconds(15),
                Objective.DEFAULT,
                20,
                minReplicas,
                40,
                1,
                Optional.of(group.throughput()),
                0,
                1);
    }

    @Test
    void movesLessWhenItPlansAsIfMovesWereDear() {
        Scenario scenario = random(5, 12, 200);

        int free = moves(scenario, 0);
        int dear = moves(scenario, 300);

        assertThat(dear).isLessThan(free);
    }

    private static int moves(Scenario scenario, double price) {
        return new ClosedLoop(scenario)
                .run(new Clairvoyant("clairvoyant", scenario, price, done -> {}))
                .moves();
    }

    private static double bruteForce(Scenario scenario, SimulatedGroup group, int t) {
        if (t == scenario.decisions()) {
            group.finish();
            return group.tally().cost(scenario.replicaSecondsPerLateRecord());
        }
        double least = Double.POSITIVE_INFINITY;
        for (int n = scenario.minReplicas(); n <= scenario.maxReplicas(); n++) {
            SimulatedGroup next = group.copy();
            next.ask(n);
            next.run(scenario.intervalSeconds());
            least = Math.min(least, bruteForce(scenario, next, t + 1));
        }
        return least;
    }

    private static double cost(Scenario scenario, Scaler scaler) {
        return 3600 * new ClosedLoop(scenario).run(scaler).costHours();
    }

    private static Scenario random(long seed, int mostPartitions, int decisions) {
        SplittableRandom random = new SplittableRandom(seed);
        int partitions = 2 + random.nextInt(mostPartitions - 1);
        GroupSettings group = new GroupSettings(
                partitions,
                new RecordsPerSecond(100),
                Duration.ofSeconds(random.nextInt(4) * 10L),
                Duration.ZERO,
                Duration.ofSeconds(random.nextInt(20)),
                random.nextBoolean() ? RebalanceProtocol.EAGER : RebalanceProtocol.COOPERATIVE,
                Duration.ZERO,
                Duration.ofSeconds(5),
                random.nextBoolean(),
                0,
                seed);
        double[] rates = new double[decisions];
        double rate = random.nextDouble() * 100 * partitions;
        for (int i = 0; i < decisions; i++) {
            rate = random.nextInt(8) == 0
                    ? random.nextDouble() * 95 * partitions
                    : rate * (0.9 + 0.2 * random.nextDouble());
            rates[i] = rate;
        }
        Scenario usual =
                Scenario.of(group, Arrivals.smooth(rates, Duration.ofSeconds(15)), Optional.empty(), Instant.EPOCH);
        return new Scenario(
                group,
                usual.arrivals(),
                Optional.empty(),
                Instant.EPOCH,
                usual.interval(),
                new Objective(Duration.ofSeconds(10L + random.nextInt(30)), 0.999),
                20,
                1,
                partitions,
                1 + random.nextInt(partitions),
                Optional.of(group.throughput()),
                0,
                seed);
    }
}
