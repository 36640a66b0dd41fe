package io.lagcast.benchmarks;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.StepSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The M4 Hourly competition: 48 hours ahead, one origin a series, scored as there.
 *
 * <p>{@code sMAPE = mean 200 |y - f| / (|y| + |f|)}; {@code MASE = mean |y - f| / s} with {@code s} the in-sample mean of {@code |y_t - y_(t-24)|};
 * {@code OWA} = mean of sMAPE and MASE divided by those of {@link Naive2}; {@code MSIS = mean (u - l + 40 max(0, l - y) + 40 max(0, y - u)) / s} for
 * the central 95 % interval. All are means over series.
 *
 * <p>Makridakis, Spiliotis and Assimakopoulos (2020), The M4 Competition, <a
 * href="https://doi.org/10.1016/j.ijforecast.2019.04.014">doi:10.1016/j.ijforecast.2019.04.014</a>.
 */
final class HourlyCompetition {

    static final int SEASON = 24;
    private static final int HORIZON = 48;
    private static final double PENALTY = 2 / 0.05;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final QuantileLevels LEVELS = QuantileLevels.of(0.025, 0.5, 0.975);

    private final Path folder;
    private final int limit;
    private final int threads;

    /** The competition on the files of {@code folder}, or on the first {@code limit} series of them. */
    HourlyCompetition(Path folder, int limit, int threads) {
        this.folder = folder;
        this.limit = limit;
        this.threads = threads;
    }

    /** How far a method's points were off on one series: sMAPE and MASE. */
    private record PointScore(double percentage, double scaled) {}

    /** One series' scores. */
    private record Scores(PointScore ours, PointScore naive, double interval, double coverage, double seconds) {}

    /** Runs it and prints a table. */
    void run(PrintStream out) throws IOException, InterruptedException {
        Map<String, double[]> futures = new HashMap<>();
        read(folder.resolve("m4_hourly_test_even.csv")).forEach(line -> futures.put(id(line), values(line)));
        List<String> series = read(folder.resolve("m4_hourly_train.csv"))
                .filter(line -> futures.containsKey(id(line)))
                .limit(limit)
                .toList();
        List<Scores> scores = AccuracyRun.inParallel(
                series, threads, line -> score(values(line), futures.getOrDefault(id(line), new double[0])));
        print(out, scores);
    }

    private static Stream<String> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank());
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static double[] values(String line) {
        return Arrays.stream(line.split(","))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Scores score(double[] past, double[] future) {
        long started = System.nanoTime();
        Forecast.Quantiles forecast = forecast(past);
        double seconds = (System.nanoTime() - started) / 1e9;
        double scale = scale(past);
        double interval = 0;
        int covered = 0;
        for (int h = 0; h < HORIZON; h++) {
            double low = forecast.value(0, h);
            double high = forecast.value(2, h);
            double miss = Math.max(0, low - future[h]) + Math.max(0, future[h] - high);
            interval += (high - low + PENALTY * miss) / scale;
            covered += miss == 0 ? 1 : 0;
        }
        return new Scores(
                points(future, forecast.path(1), scale),
                points(future, Naive2.forecast(past, SEASON, HORIZON), scale),
                interval / HORIZON,
                covered / (double) HORIZON,
                seconds);
    }

    private static PointScore points(double[] actual, double[] forecast, double scale) {
        double percentage = 0;
        double scaled = 0;
        for (int h = 0; h < HORIZON; h++) {
            double error = Math.abs(actual[h] - forecast[h]);
            percentage += 200 * error / (Math.abs(actual[h]) + Math.abs(forecast[h]));
            scaled += error / scale;
        }
        return new PointScore(percentage / HORIZON, scaled / HORIZON);
    }

    private static Forecast.Quantiles forecast(double[] past) {
        Forecaster forecaster = Forecasters.standard(StepSettings.of(HOUR));
        TimeSeries.of(Instant.EPOCH, HOUR, past).replay(forecaster);
        forecaster.refit();
        return switch (forecaster.forecast(new Horizon(HOUR, HORIZON), LEVELS)) {
            case Forecast.Quantiles quantiles -> quantiles;
            case Forecast.Unavailable unavailable -> throw new IllegalStateException(unavailable.toString());
        };
    }

    private static double scale(double[] past) {
        double sum = 0;
        for (int t = SEASON; t < past.length; t++) {
            sum += Math.abs(past[t] - past[t - SEASON]);
        }
        return sum / (past.length - SEASON);
    }

    private static void print(PrintStream out, List<Scores> scores) {
        double percentage = mean(scores, score -> score.ours().percentage());
        double scaled = mean(scores, score -> score.ours().scaled());
        double naivePercentage = mean(scores, score -> score.naive().percentage());
        double naiveScaled = mean(scores, score -> score.naive().scaled());
        out.printf("%n### M4 Hourly, %d series%n%n", scores.size());
        out.println("| method | sMAPE | MASE | OWA | MSIS 95 % | coverage 95 % | s / series |");
        out.println("|---|---|---|---|---|---|---|");
        out.printf(
                Locale.ROOT,
                "| ours | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
                percentage,
                scaled,
                (percentage / naivePercentage + scaled / naiveScaled) / 2,
                mean(scores, Scores::interval),
                mean(scores, Scores::coverage),
                mean(scores, Scores::seconds));
        out.printf(Locale.ROOT, "| Naive2 | %.3f | %.3f | 1.000 | | | |%n", naivePercentage, naiveScaled);
    }

    private static double mean(List<Scores> scores, ToDoubleFunction<Scores> measure) {
        return scores.stream().mapToDouble(measure).average().orElseThrow();
    }
}
