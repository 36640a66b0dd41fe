package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateScalerTest {

    @ParameterizedTest(name = "{0} records/s at {1} take {2} replicas")
    @CsvSource({
        "700, 0.7, 1", // exactly the wanted utilisation
        "701, 0.7, 2",
        "9000, 0.7, 14", // 12.9 replicas' worth: 14 carry 13.3
        "9400, 0.7, 20", // 13.4 replicas' worth
        "15000, 0.7, 40", // more than 20 carry: nothing in between
        "39000, 0.7, 40" // more than there are
    })
    void takesTheSmallestUsefulCountThatIsNotUtilisedMore(double rate, double utilisation, int replicas) {
        double[] rates = new double[300];
        Arrays.fill(rates, rate);
        Scenario scenario = Scenario.of(
                GroupSettings.STANDARD, Arrivals.smooth(rates, Duration.ofSeconds(1)), Optional.empty(), Instant.EPOCH);
        SimulatedGroup group = scenario.begin();
        RateScaler scaler = new RateScaler("rate", scenario, utilisation);
        int decided = 0;

        for (int t = 0; t < 10; t++) {
            decided = scaler.decide(new Observation(group, scenario.start()));
            group.run(15);
        }

        assertThat(decided).isEqualTo(replicas);
    }
}
