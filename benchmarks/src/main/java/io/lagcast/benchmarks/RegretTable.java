package io.lagcast.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Where the cost above the clairvoyant's comes from, by putting the truth in the place of one guess after the other:
 *
 * <pre>{@code
 * forecast = rho(lagcast) - rho(lagcast+oracle)                 the arrivals of the horizon are known
 * model    = rho(lagcast+oracle) - rho(lagcast+oracle+known)    throughput, start-up and pause are known as well
 * plan     = rho(lagcast+oracle+known) - rho(foresight:600)     grid, scenarios, bounds and caution of the plan
 * horizon  = rho(foresight:600) - 1                             nothing beyond ten minutes is known
 * }</pre>
 *
 * with {@code rho} the cost in multiples of the clairvoyant's. The parts sum to {@code rho(lagcast) - 1}; a negative one means that the truth made
 * things worse. What the clairvoyant pays when it plans as if every move cost 60 or 300 replica-seconds shows the price of moving seldom.
 */
final class RegretTable {

    static final String LAGCAST = "lagcast";

    private static final String ORACLE = "lagcast+oracle";
    private static final String ORACLE_KNOWN = "lagcast+oracle+known";
    private static final String FORESIGHT = "foresight:600";
    private static final String FEW_MOVES = "clairvoyant:60";
    private static final String FEWER_MOVES = "clairvoyant:300";

    /** Who has to play for it, besides the usual ones. */
    static final List<String> SCALERS = List.of(LAGCAST, ORACLE, ORACLE_KNOWN, FORESIGHT, FEW_MOVES, FEWER_MOVES);

    private final PrintStream out;

    RegretTable(PrintStream out) {
        this.out = out;
    }

    void print(List<DecisionMatch> matches) {
        out.printf("%n**Where the cost above the clairvoyant's comes from** (shares of rho - 1 in %%)%n%n");
        out.println("| trace | rho | oracle | oracle, known | foresight 10 min | forecast | model | plan | horizon"
                + " | clairvoyant, move at 60: rho | moves/day | at 300: rho | moves/day |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        matches.forEach(match ->
                line(match.trace().name(), List.of(match), match.trace().isPredictable() ? " *" : ""));
        line(
                "predictable",
                matches.stream().filter(match -> match.trace().isPredictable()).toList(),
                " *");
        line("all", matches, "");
    }

    private void line(String name, List<DecisionMatch> matches, String mark) {
        if (matches.isEmpty()) {
            return;
        }
        double own = rho(matches, LAGCAST);
        double oracle = rho(matches, ORACLE);
        double known = rho(matches, ORACLE_KNOWN);
        double foresight = rho(matches, FORESIGHT);
        double regret = own - 1;
        out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f | %.0f | %.0f | %.3f | %.0f | %.3f | %.0f |%n",
                name + mark,
                own,
                oracle,
                known,
                foresight,
                100 * (own - oracle) / regret,
                100 * (oracle - known) / regret,
                100 * (known - foresight) / regret,
                100 * (foresight - 1) / regret,
                rho(matches, FEW_MOVES),
                moves(matches, FEW_MOVES),
                rho(matches, FEWER_MOVES),
                moves(matches, FEWER_MOVES));
    }

    private static double rho(List<DecisionMatch> matches, String scaler) {
        ToDoubleFunction<DecisionMatch> rho = match -> match.toClairvoyant(scaler);
        return DecisionTable.geometricMean(matches, rho);
    }

    private static double moves(List<DecisionMatch> matches, String scaler) {
        return DecisionTable.mean(matches, match -> match.result(scaler).movesPerDay());
    }
}
