package io.lagcast.costmodel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Records;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RecedingHorizonPlanTest {

    private static final int STEPS = 40;
    private static final RecordsPerSecond THROUGHPUT = new RecordsPerSecond(1000);
    private static final LatenessPrice LATENESS = LatenessPrice.of(Objective.DEFAULT, 20, THROUGHPUT);
    private static final RebalanceModel EAGER = new RebalanceModel.Eager(Duration.ofSeconds(10));

    @Test
    void staysWhereWhatIsThereFits() {
        assertThat(best(price(10, t -> 9500, 0, EAGER))).isEqualTo(10);
    }

    @Test
    void growsBeforeTheDemandItForeseesArrives() {
        assertThat(best(price(10, t -> t < 3 ? 9500 : 13_500, 0, EAGER))).isEqualTo(14);
    }

    @Test
    void waitsWhileWaitingIsCheaper() {
        PricedCounts prices = price(10, t -> t < 20 ? 9500 : 13_500, 0, EAGER);

        assertThat(best(prices)).isEqualTo(10);
        assertThat(prices.later().orElseThrow().to()).isEqualTo(new Replicas(14));
        assertThat(prices.later().orElseThrow().delay()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
    }

    @Test
    void shrinksWhenTheRestOfTheHorizonPaysForTheMove() {
        assertThat(best(price(20, t -> 7500, 0, EAGER))).isEqualTo(8);
    }

    @Test
    void holdsWhenTheRebalanceCostsMoreThanTheLagItSaves() {
        RebalanceModel endless = new RebalanceModel.Eager(Duration.ofDays(365));

        assertThat(best(price(20, t -> 1000, 0, endless))).isEqualTo(20);
        assertThat(best(price(4, t -> 9000, 0, endless))).isEqualTo(4);
    }

    @Test
    void growsToDrainABacklog() {
        assertThat(best(price(10, t -> 9500, 400_000, EAGER))).isGreaterThan(10);
    }

    @Test
    void asksForMoreSmallMovesWhenTheyInterruptLess() {
        double eager = candidate(price(20, t -> 13_000, 0, EAGER), 14).moving().value();
        double cooperative = candidate(
                        price(20, t -> 13_000, 0, new RebalanceModel.Cooperative(Duration.ofSeconds(2))), 14)
                .moving()
                .value();

        assertThat(cooperative).isLessThan(eager);
    }

    @Test
    void splitsEveryPriceIntoItsParts() {
        for (Candidate candidate : price(10, t -> 9500 + 100 * t, 50_000, EAGER).candidates()) {
            double parts = candidate.running().value()
                    + candidate.lateness().value()
                    + candidate.moving().value();
            assertThat(parts).isCloseTo(candidate.total().value(), within(1e-6));
        }
    }

    private static PricedCounts price(
            int current, IntToDoubleFunction arrivals, double backlog, RebalanceModel rebalance) {
        PartitionLayout layout = PartitionLayout.even(40, 1);
        int[] counts = layout.usefulCounts(1, 40);
        double[] capacity = Arrays.stream(counts)
                .mapToDouble(n -> layout.capacityPerSecond(n, THROUGHPUT.value()))
                .toArray();
        double[] path = new double[STEPS];
        Arrays.setAll(path, arrivals);
        int index = Arrays.binarySearch(counts, current);
        PlannedGroup group = new PlannedGroup(
                counts, capacity, index, new RecordsPerSecond(capacity[index]), Duration.ofSeconds(30), rebalance);
        Demand demand = new Demand(
                new Records(backlog),
                new RecordsPerSecond(path[0]),
                Duration.ofSeconds(15),
                new double[][] {path},
                new double[] {1});
        return new RecedingHorizonPlan(group, demand, LATENESS, THROUGHPUT).price();
    }

    private static int best(PricedCounts prices) {
        return prices.cheapest(new Replicas(0), new Replicas(100))
                .orElseThrow()
                .replicas()
                .count();
    }

    private static Candidate candidate(PricedCounts prices, int replicas) {
        return prices.candidates().stream()
                .filter(one -> one.replicas().count() == replicas)
                .findFirst()
                .orElseThrow();
    }
}
