package io.lagcast.costmodel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecasters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints how the advisor does on recorded traces; they are not part of the project, so the test is skipped where they are missing. */
class RealTracesTest {

    private static final int DAY = 1440;
    private static final int LONGEST_WARM_UP = 8 * DAY;

    @ParameterizedTest
    @CsvSource({"crane00_1m, 10, 0.5", "crane09_1m, 10, 0.5", "federator_kafka_1m, 3, 0"})
    void keepsToTheObjectiveOnRecordedTraces(String name, int pause, double learnedShare) {
        Optional<Path> directory = Traces.directory();
        assumeTrue(
                directory.isPresent(), "Skipped: no directory shared/data beside the checkout, so no recorded traces");
        double[] trace = Traces.scaled(Traces.read(directory.orElseThrow().resolve(name + ".csv"), 60), 36_000);
        int learned = Math.min(LONGEST_WARM_UP, (int) (learnedShare * trace.length));
        double[] decided = Arrays.copyOfRange(trace, learned, Math.min(trace.length, learned + DAY));
        Setting setting = Setting.STANDARD.withPause(pause);
        ClosedLoop loop = new ClosedLoop(setting, decided, 60);
        AdvisorScaler scaler = new AdvisorScaler(
                "lagcast", Forecasters.standard(ForecastSettings.DEFAULT), setting.policy(), advice -> {});
        if (learned > 0) {
            scaler.warmUp(Arrays.copyOf(trace, learned), 60, ClosedLoop.start());
        }

        Outcome lagcast = loop.run(scaler);
        Outcome hpa = loop.run(SimpleScalers.hpa(setting, 10_000));
        Outcome rate = loop.run(SimpleScalers.rate(setting, 0.8));

        AdvisorGate.print(name, List.of(loop.run(SimpleScalers.over(40)), hpa, rate, lagcast));
        assertThat(lagcast.costHours()).isLessThan(hpa.costHours()).isLessThan(rate.costHours());
        assertThat(lagcast.inTime()).isGreaterThan(0.98);
    }
}
