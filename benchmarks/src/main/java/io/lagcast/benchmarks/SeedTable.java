package io.lagcast.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How much chance alone changes: mean, standard deviation and range over seeds. Differences below two standard deviations say nothing. */
final class SeedTable {

    private final PrintStream out;

    SeedTable(PrintStream out) {
        this.out = out;
    }

    /** Matches of several seeds. */
    void print(String scaler, List<DecisionMatch> matches) {
        Map<Long, List<DecisionMatch>> bySeed = matches.stream()
                .collect(Collectors.groupingBy(match -> match.setting().seed(), TreeMap::new, Collectors.toList()));
        Map<String, List<DecisionMatch>> byTrace = matches.stream()
                .collect(Collectors.groupingBy(match -> match.trace().name(), TreeMap::new, Collectors.toList()));
        out.printf("%n**Noise floor of %s** over %d seeds%n%n", scaler, bySeed.size());
        out.println("| trace | / clairvoyant: mean | sd | least | most | / best rate: mean | sd | in time %: mean | sd"
                + " | moves/day: mean | sd |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        byTrace.forEach((trace, ofTrace) -> line(
                trace,
                spread(ofTrace, match -> match.toClairvoyant(scaler)),
                spread(ofTrace, match -> match.toBestRate(scaler)),
                spread(ofTrace, match -> 100 * match.result(scaler).shareInTime()),
                spread(ofTrace, match -> match.result(scaler).movesPerDay())));
        List<List<DecisionMatch>> runs = List.copyOf(bySeed.values());
        line(
                "geometric mean of all",
                spread(runs, run -> DecisionTable.geometricMean(run, match -> match.toClairvoyant(scaler))),
                spread(runs, run -> DecisionTable.geometricMean(run, match -> match.toBestRate(scaler))),
                spread(
                        runs,
                        run -> 100
                                * DecisionTable.mean(
                                        run, match -> match.result(scaler).shareInTime())),
                spread(
                        runs,
                        run -> DecisionTable.mean(
                                run, match -> match.result(scaler).movesPerDay())));
    }

    private record Spread(double mean, double deviation, double least, double most) {}

    private static <T> Spread spread(List<T> items, ToDoubleFunction<T> value) {
        double[] values = items.stream().mapToDouble(value).toArray();
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double one : values) {
            mean += one / values.length;
            least = Math.min(least, one);
            most = Math.max(most, one);
        }
        double squares = 0;
        for (double one : values) {
            squares += (one - mean) * (one - mean);
        }
        return new Spread(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)), least, most);
    }

    private void line(String name, Spread rho, Spread toRate, Spread inTime, Spread moves) {
        out.printf(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.3f | %.3f | %.1f | %.1f |%n",
                name,
                rho.mean(),
                rho.deviation(),
                rho.least(),
                rho.most(),
                toRate.mean(),
                toRate.deviation(),
                inTime.mean(),
                inTime.deviation(),
                moves.mean(),
                moves.deviation());
    }
}
