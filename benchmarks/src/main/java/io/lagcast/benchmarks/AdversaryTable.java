package io.lagcast.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What forecasts cost that are wrong and claim to be right, in multiples of the better simple scaler, and the share in time with them. */
final class AdversaryTable {

    /** Who has to play for it, besides the usual ones. */
    static final List<String> SCALERS =
            List.of("lagcast", "lagcast+constant", "lagcast+shuffled", "lagcast+inverted", "lagcast+zero");

    private final PrintStream out;

    AdversaryTable(PrintStream out) {
        this.out = out;
    }

    void print(List<DecisionMatch> matches) {
        out.printf("%n**Forecasts that are wrong and claim to be right**: cost / best rate (in time %%)%n%n");
        out.println("| trace | own forecast | constant | shuffled | inverted | zero |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (DecisionMatch match : matches) {
            line(match.trace().name(), List.of(match));
        }
        line("all", matches);
        StringBuilder worst = new StringBuilder("| worst");
        for (String scaler : SCALERS) {
            double most = matches.stream()
                    .mapToDouble(match -> match.toBestRate(scaler))
                    .max()
                    .orElseThrow();
            worst.append(String.format(Locale.ROOT, " | %.3f", most));
        }
        out.println(worst.append(" |"));
    }

    private void line(String name, List<DecisionMatch> matches) {
        StringBuilder line = new StringBuilder("| " + name);
        for (String scaler : SCALERS) {
            line.append(String.format(
                    Locale.ROOT,
                    " | %.3f (%.2f)",
                    DecisionTable.geometricMean(matches, match -> match.toBestRate(scaler)),
                    100
                            * DecisionTable.mean(
                                    matches, match -> match.result(scaler).shareInTime())));
        }
        out.println(line.append(" |"));
    }
}
