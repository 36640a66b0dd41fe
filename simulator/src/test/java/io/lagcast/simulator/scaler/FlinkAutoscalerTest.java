package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkAutoscalerTest {

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "7000, 0,       0.7, false, 10000, rate over utilisation",
        "7000, 0,       0.7, true,  11167, five minutes of restart caught up in thirty",
        "7000, 1800000, 0.7, false, 11000, a backlog worked off in thirty minutes",
        "7000, 1800000, 0.7, true,  12167, all three",
        "7000, 0,       1.3, false, 7000,  a bound above 1 counts as 1"
    })
    void needsRateBacklogAndRestart(double rate, double lag, double utilisation, boolean restart, double need) {
        assertThat(FlinkAutoscaler.need(rate, lag, utilisation, restart)).isCloseTo(need, within(0.5));
    }

    @Test
    void needsEverythingAtNoUtilisation() {
        assertThat(FlinkAutoscaler.need(7000, 0, 0, true)).isInfinite();
    }

    @ParameterizedTest(name = "{0} from {1} of {2} partitions becomes {3}")
    @CsvSource({
        "11, 5, 40, 14",
        "22, 5, 40, 40",
        "8, 5, 40, 8",
        "9, 5, 40, 10",
        "22, 40, 40, 40",
        "15, 20, 40, 20",
        "11, 20, 40, 14",
        "6, 7, 40, 7"
    })
    void alignsToThePartitions(int target, int current, int partitions, int aligned) {
        assertThat(FlinkAutoscaler.align(target, current, partitions)).isEqualTo(aligned);
    }

    @ParameterizedTest(name = "{0} replicas of {1} records/s at {2} records/s go to {3}")
    @CsvSource({
        "20, 20000, 13000, 40", // need 20738: 21 is aligned to 40
        "20, 20000, 12500, 20", // need 19940: stays
        "40, 40000, 1000,  20", // need 1595, but at most 60 % less: 16, aligned to 20
        "10, 10000, 1e9,   40" // no more than partitions
    })
    void goesWhereTheUtilisationWouldBeRight(int current, double tpr, double rate, int target) {
        FlinkAutoscaler autoscaler = new FlinkAutoscaler("flink:0.7", scenario(1000), 0.7);

        assertThat(autoscaler.target(current, tpr, rate, 0)).isEqualTo(target);
    }

    @Test
    void scalesInOnlyAfterAnHourAndStartsOverAfterEveryChange() {
        Scenario scenario = scenario(2000);
        SimulatedGroup group = scenario.begin();
        FlinkAutoscaler autoscaler = new FlinkAutoscaler("flink:0.7", scenario, 0.7);
        int firstMove = -1;
        int secondMove = -1;

        while (group.second() < scenario.arrivals().seconds()) {
            int moves = group.tally().moves();
            group.ask(autoscaler.decide(new Observation(group, Instant.EPOCH)));
            if (group.tally().moves() > moves) {
                secondMove = firstMove >= 0 && secondMove < 0 ? group.second() : secondMove;
                firstMove = firstMove < 0 ? group.second() : firstMove;
            }
            group.run(15);
        }

        assertThat(firstMove).isBetween(3600, 3630);
        // rebalance, 5 minutes of stabilisation, 15 of window, 60 of delay
        assertThat(secondMove - firstMove).isBetween(80 * 60, 82 * 60);
    }

    private static Scenario scenario(double ratePerSecond) {
        double[] rates = new double[5 * 60];
        java.util.Arrays.fill(rates, ratePerSecond);
        return Scenario.of(
                GroupSettings.STANDARD, Arrivals.smooth(rates, Duration.ofMinutes(1)), Optional.empty(), Instant.EPOCH);
    }
}
