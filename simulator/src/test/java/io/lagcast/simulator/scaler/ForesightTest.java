package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.simulator.ClosedLoop;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.TestingTraces;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import org.junit.jupiter.api.Test;

class ForesightTest {

    private static final int DAY = 1440;

    /** Healthy: 2.1 % above the clairvoyant. Failing: 5 %. */
    @Test
    void isNearlyAsGoodAsTheClairvoyantWhenItSeesFarEnough() {
        Scenario scenario = scenario();

        Outcome best = run(scenario, "clairvoyant");
        Outcome foresight = run(scenario, "foresight:600");

        assertThat(foresight.costHours())
                .isGreaterThanOrEqualTo(best.costHours())
                .isLessThan(1.05 * best.costHours());
    }

    @Test
    void isNoBetterWhenItSeesLess() {
        Scenario scenario = scenario();

        Outcome far = run(scenario, "foresight:600");
        Outcome near = run(scenario, "foresight:30");

        assertThat(near.costHours()).isGreaterThan(far.costHours());
    }

    private static Outcome run(Scenario scenario, String scaler) {
        return new ClosedLoop(scenario).run(ScalerChoice.parse(scaler).create(scenario, done -> {}));
    }

    /** Two hours of a morning's rise. */
    private static Scenario scenario() {
        return TestingTraces.scenario(GroupSettings.STANDARD, TestingTraces.daily(2, 1), DAY + DAY / 3, DAY / 12);
    }
}
