package io.lagcast.benchmarks;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.evaluation.Accuracy;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Prints results as Markdown: one table a horizon, a line a series, geometric means below (arithmetic for coverage and seconds). */
final class AccuracyTable {

    private final PrintStream out;

    AccuracyTable(PrintStream out) {
        this.out = out;
    }

    /** The table of a horizon. */
    void print(String horizon, List<TargetResult> results) {
        out.printf("%n### %s%n%n", horizon);
        out.println(
                "| series | MASE | must | best naive | ratio | WQL | must | best naive | ratio | coverage .9 | .95 | .99"
                        + " | origins | refit s | update us | forecast ms |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach(this::row);
        means(results);
    }

    private void row(TargetResult result) {
        Accuracy ours = result.accuracy();
        double error = TargetResult.scaledError(ours);
        double loss = TargetResult.loss(ours);
        double naiveError = naiveError(result);
        double naiveLoss = naiveLoss(result);
        line(
                "| %s | %.4f%s | %.4f | %.4f %s | %.3f | %.4f%s | %.4f | %.4f | %.3f | %.3f | %.3f | %.3f | %d | %.3f | %.1f | %.3f |",
                result.target().series(),
                error,
                mark(error, result.target().mustScaledError()),
                result.target().mustScaledError(),
                naiveError,
                result.bestNaive().forecaster(),
                error / naiveError,
                loss,
                mark(loss, result.target().mustWeightedLoss()),
                result.target().mustWeightedLoss(),
                naiveLoss,
                loss / naiveLoss,
                ours.at(0.9).coverage(),
                ours.at(0.95).coverage(),
                ours.at(0.99).coverage(),
                ours.origins(),
                refitSeconds(result),
                updateMicros(result),
                forecastMillis(result));
    }

    private static String mark(double value, double must) {
        return value <= must ? " +" : "";
    }

    private void means(List<TargetResult> results) {
        line(
                "| **geometric mean** | **%.4f** | %.4f | %.4f | %.3f | **%.4f** | %.4f | %.4f | %.3f | %.3f | %.3f | %.3f | | %.3f | %.1f | %.3f |",
                geometric(results, result -> TargetResult.scaledError(result.accuracy())),
                geometric(results, result -> result.target().mustScaledError()),
                geometric(results, AccuracyTable::naiveError),
                geometric(results, result -> TargetResult.scaledError(result.accuracy()) / naiveError(result)),
                geometric(results, result -> TargetResult.loss(result.accuracy())),
                geometric(results, result -> result.target().mustWeightedLoss()),
                geometric(results, AccuracyTable::naiveLoss),
                geometric(results, result -> TargetResult.loss(result.accuracy()) / naiveLoss(result)),
                mean(results, result -> result.accuracy().at(0.9).coverage()),
                mean(results, result -> result.accuracy().at(0.95).coverage()),
                mean(results, result -> result.accuracy().at(0.99).coverage()),
                mean(results, AccuracyTable::refitSeconds),
                mean(results, AccuracyTable::updateMicros),
                mean(results, AccuracyTable::forecastMillis));
        long worse = results.stream()
                .filter(result -> TargetResult.scaledError(result.accuracy()) > naiveError(result))
                .count();
        long near = results.stream()
                .filter(result -> Math.abs(result.accuracy().at(0.95).coverage() - 0.95) <= 0.03)
                .count();
        line(
                "%nWorse than the best naive method: %d of %d. Coverage of .95 within .03: %d of %d.",
                worse, results.size(), near, results.size());
    }

    /** The forecaster's own record of its models, a line a model. */
    void printModels(List<TargetResult> results) {
        for (TargetResult result : results) {
            out.printf(
                    "%n#### %s, %s%n%n",
                    result.target().series(), result.target().horizon());
            out.println("| model | loss | to last value | origins | chosen |");
            out.println("|---|---|---|---|---|");
            for (Forecaster.Score score : result.ours().models()) {
                line(
                        "| %s | %.5g | %.3f | %d | %s |",
                        score.model(),
                        score.loss(),
                        score.relativeToLastValue(),
                        score.origins(),
                        score.chosen() ? "yes" : "");
            }
        }
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    private static double naiveError(TargetResult result) {
        return TargetResult.scaledError(result.accuracy(result.bestNaive()));
    }

    private static double naiveLoss(TargetResult result) {
        return TargetResult.loss(result.accuracy(result.bestNaiveLoss()));
    }

    private static double refitSeconds(TargetResult result) {
        return result.ours().cost().perRefit().toNanos() / 1e9;
    }

    private static double updateMicros(TargetResult result) {
        return result.ours().cost().perUpdate().toNanos() / 1e3;
    }

    private static double forecastMillis(TargetResult result) {
        return result.ours().cost().perForecast().toNanos() / 1e6;
    }

    private static double geometric(List<TargetResult> results, ToDoubleFunction<TargetResult> measure) {
        return Math.exp(mean(results, result -> Math.log(measure.applyAsDouble(result))));
    }

    private static double mean(List<TargetResult> results, ToDoubleFunction<TargetResult> measure) {
        return results.stream().mapToDouble(measure).average().orElseThrow();
    }
}
