package io.lagcast.benchmarks;

import io.lagcast.simulator.scaler.DecisionTimes;
import io.lagcast.simulator.scaler.DecisionTimes.Part;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Prints matches as Markdown tables. */
final class DecisionTable {

    /** The least share in time that a trace should reach. */
    private static final double IN_TIME = 0.995;

    private final PrintStream out;

    DecisionTable(PrintStream out) {
        this.out = out;
    }

    /** A line a trace, and the means. */
    void print(String scaler, List<DecisionMatch> matches) {
        out.printf("%n**%s**%n%n", scaler);
        out.println("| trace | clairvoyant | rate:0.7 | rate:0.8 | " + scaler
                + " | / clairvoyant | / best rate | in time % | all partitions % | moves/day | clairvoyant | replica-hours"
                + " | decision ms | p99 |");
        out.println(
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (DecisionMatch match : matches) {
            DecisionResult own = match.result(scaler);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.3f | %.3f | %.3f | %.3f | %.1f | %.1f | %.1f | %s | %s |%n",
                    match.trace().name() + (match.trace().isPredictable() ? " *" : ""),
                    match.result(DecisionMatch.CLAIRVOYANT).costHours(),
                    match.result(DecisionMatch.RATES.getFirst()).costHours(),
                    match.result(DecisionMatch.RATES.getLast()).costHours(),
                    own.costHours(),
                    match.toClairvoyant(scaler),
                    match.toBestRate(scaler),
                    100 * own.shareInTime(),
                    100 * match.result(DecisionMatch.OVER).shareInTime(),
                    own.movesPerDay(),
                    match.result(DecisionMatch.CLAIRVOYANT).movesPerDay(),
                    own.replicaHours(),
                    own.times().map(times -> milliseconds(times.mean())).orElse(""),
                    own.times().map(times -> milliseconds(times.quantile(0.99))).orElse(""));
        }
        List<DecisionMatch> predictable =
                matches.stream().filter(match -> match.trace().isPredictable()).toList();
        out.println();
        out.println(
                "| geometric means | traces | / clairvoyant | best rate / clairvoyant | / best rate | in time % (mean)"
                        + " | below 99.5 %, all partitions above | moves/day (mean) |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        printMeans("predictable *", scaler, predictable);
        printMeans("all", scaler, matches);
    }

    private void printMeans(String name, String scaler, List<DecisionMatch> matches) {
        if (matches.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f | %.3f | %d | %.1f |%n",
                name,
                matches.size(),
                geometricMean(matches, match -> match.toClairvoyant(scaler)),
                geometricMean(matches, match -> match.toClairvoyant(match.bestRate())),
                geometricMean(matches, match -> match.toBestRate(scaler)),
                100 * mean(matches, match -> match.result(scaler).shareInTime()),
                missed(scaler, matches),
                mean(matches, match -> match.result(scaler).movesPerDay()));
    }

    /** A line a variation; the matches are those of the first, then those of the second, and so on. */
    void printVariations(String scaler, List<Variation> variations, List<DecisionMatch> matches) {
        int traces = matches.size() / variations.size();
        double standard = geometricMean(matches.subList(0, traces), match -> match.toBestRate(scaler));
        out.printf("%n**%s, one thing different at a time**%n%n", scaler);
        out.println("| variation | / clairvoyant | best rate / clairvoyant | / best rate | of the first line's"
                + " | most of a trace | in time % (mean) | missed | moves/day |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int v = 0; v < variations.size(); v++) {
            List<DecisionMatch> own = matches.subList(v * traces, (v + 1) * traces);
            double toRate = geometricMean(own, match -> match.toBestRate(scaler));
            out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f | %.2f | %.3f | %.3f | %d | %.1f |%n",
                    variations.get(v).name(),
                    geometricMean(own, match -> match.toClairvoyant(scaler)),
                    geometricMean(own, match -> match.toClairvoyant(match.bestRate())),
                    toRate,
                    toRate / standard,
                    own.stream()
                            .mapToDouble(match -> match.toBestRate(scaler))
                            .max()
                            .orElseThrow(),
                    100 * mean(own, match -> match.result(scaler).shareInTime()),
                    missed(scaler, own),
                    mean(own, match -> match.result(scaler).movesPerDay()));
        }
    }

    /** Traces that miss what a group of all partitions keeps. */
    static long missed(String scaler, List<DecisionMatch> matches) {
        return matches.stream()
                .filter(match -> match.result(scaler).shareInTime() < IN_TIME)
                .filter(match -> match.result(DecisionMatch.OVER).shareInTime() >= IN_TIME)
                .count();
    }

    /** Where the time of a decision goes. */
    void printTimes(String scaler, List<DecisionMatch> matches) {
        out.printf("%nWhere the time of a decision of %s goes, in milliseconds (refits are apart):%n%n", scaler);
        out.println("| trace | append | forecast update | learn | forecast | plan | note | whole | refit | refits |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (DecisionMatch match : matches) {
            Optional<DecisionTimes> times = match.result(scaler).times();
            if (times.isPresent()) {
                StringBuilder line = new StringBuilder("| " + match.trace().name());
                for (Part part : Part.values()) {
                    line.append(" | ").append(milliseconds(times.get().mean(part)));
                }
                line.append(" | ").append(milliseconds(times.get().mean()));
                line.append(" | ").append(milliseconds(times.get().meanRefit()));
                out.println(line.append(" | ").append(times.get().refits()).append(" |"));
            }
        }
    }

    static double geometricMean(List<DecisionMatch> matches, ToDoubleFunction<DecisionMatch> value) {
        return Math.exp(mean(matches, match -> Math.log(value.applyAsDouble(match))));
    }

    static double mean(List<DecisionMatch> matches, ToDoubleFunction<DecisionMatch> value) {
        return matches.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
    }
}
