package io.lagcast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.Accuracy;
import io.lagcast.forecasting.evaluation.EvaluationListener;
import io.lagcast.forecasting.evaluation.EvaluationPlan;
import io.lagcast.forecasting.evaluation.NaiveForecaster;
import io.lagcast.forecasting.evaluation.RollingEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol is the one that the bars in {@code targets.csv} were measured with: it gives the naive methods the same scores. The expected values come
 * from an independent implementation in Python of the same description. The traces lie beside a checkout, in {@code ../shared/data} (or where the
 * system property {@code lagcast.data} says); without them these tests are skipped.
 */
class RealTracesTest {

    @ParameterizedTest
    @CsvSource({
        "crane09_1m, 5min, 0.441, 1.406",
        "crane09_1m, 15min, 0.870, 1.406",
        "crane09_1m, 24h, 9.423, 1.280",
        "crane11_1m, 24h, 5.802, 0.922",
        "nasa_http_1m, 5min, 0.827, 1.035",
        "nasa_http_1m, 24h, 1.609, 1.073",
        "nab_nyc_taxi_30m, 24h, 3.024, 1.334",
        "nab_nyc_taxi_30m, 168h, 2.963, 1.701",
    })
    void scoresTheNaiveMethodsAsTheBarsDo(String trace, String horizon, double lastValue, double yesterday)
            throws IOException {
        Path data = data();
        assumeTrue(
                Files.isReadable(data.resolve(trace + ".csv")),
                () -> "Skipped: there is no " + trace + ".csv in " + data + "; set -Dlagcast.data");
        Target target = Target.read(data.resolve("targets.csv")).stream()
                .filter(row -> row.series().equals(trace) && row.horizon().equals(horizon))
                .findFirst()
                .orElseThrow();

        TimeSeries series = Traces.read(data, target);
        RollingEvaluation evaluation = new RollingEvaluation(series, plan(series, target), () -> 0);

        assertThat(evaluation.scale().orElseThrow() / target.scale()).isCloseTo(1, within(1e-5));
        assertThat(scaledError(evaluation, NaiveForecaster.lastValue(target.step())))
                .isCloseTo(lastValue, within(0.002));
        assertThat(scaledError(evaluation, NaiveForecaster.yesterday(target.step())))
                .isCloseTo(yesterday, within(0.002));
    }

    private static EvaluationPlan plan(TimeSeries series, Target target) {
        return new EvaluationPlan(
                EvaluationPlan.testStart(series, target.test()),
                target.originEvery(),
                List.of(target.ahead()),
                target.wholePath(),
                AccuracyRun.LEVELS);
    }

    private static double scaledError(RollingEvaluation evaluation, Forecaster forecaster) {
        Accuracy accuracy = evaluation
                .run(forecaster, EvaluationListener.SILENT)
                .accuracies()
                .getFirst();
        return accuracy.scaledError().orElseThrow();
    }

    /** The first {@code ../shared/data} walking up from the working directory, which Maven sets to the module's. */
    private static Path data() {
        String property = System.getProperty("lagcast.data");
        if (property != null) {
            return Path.of(property);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return Path.of("../shared/data");
    }
}
