package io.lagcast.benchmarks;

import io.lagcast.simulator.scaler.ScalerChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Several scalers on one trace.
 *
 * @param trace the trace
 * @param setting everything else
 * @param results what each scaler came to, by its text
 */
record DecisionMatch(DecisionTrace trace, DecisionSetting setting, Map<String, DecisionResult> results) {

    static final String CLAIRVOYANT = "clairvoyant";
    static final String OVER = "over";

    /** The simple scalers of the comparison. */
    static final List<String> RATES = List.of("rate:0.7", "rate:0.8");

    private record Game(DecisionTrace trace, DecisionSetting setting, ScalerChoice choice) {}

    DecisionMatch {
        results = Map.copyOf(results);
    }

    DecisionResult result(String scaler) {
        DecisionResult result = results.get(scaler);
        if (result == null) {
            throw new IllegalArgumentException(scaler + " did not play");
        }
        return result;
    }

    /** Cost in multiples of the one's who knew everything. */
    double toClairvoyant(String scaler) {
        return result(scaler).costHours() / result(CLAIRVOYANT).costHours();
    }

    /** The cheaper of the simple scalers, in hindsight. */
    String bestRate() {
        return RATES.stream()
                .min((one, other) ->
                        Double.compare(result(one).costHours(), result(other).costHours()))
                .orElseThrow();
    }

    /** Cost in multiples of the cheaper one of the simple scalers. */
    double toBestRate(String scaler) {
        return result(scaler).costHours() / result(bestRate()).costHours();
    }

    /** Plays every setting on every trace: a match for each pair, settings first. */
    static List<DecisionMatch> play(
            List<DecisionTrace> traces,
            List<DecisionSetting> settings,
            List<String> scalers,
            ResultCache cache,
            int threads)
            throws InterruptedException {
        List<Game> games = new ArrayList<>();
        for (DecisionSetting setting : settings) {
            for (DecisionTrace trace : traces) {
                scalers.forEach(scaler -> games.add(new Game(trace, setting, ScalerChoice.parse(scaler))));
            }
        }
        List<DecisionResult> results = AccuracyRun.inParallel(games, threads, game -> play(game, cache));
        List<DecisionMatch> matches = new ArrayList<>();
        for (int from = 0; from < games.size(); from += scalers.size()) {
            Map<String, DecisionResult> byScaler = new LinkedHashMap<>();
            for (int i = 0; i < scalers.size(); i++) {
                byScaler.put(scalers.get(i), results.get(from + i));
            }
            Game game = games.get(from);
            matches.add(new DecisionMatch(game.trace(), game.setting(), byScaler));
        }
        return matches;
    }

    private static DecisionResult play(Game game, ResultCache cache) throws IOException {
        long began = System.nanoTime();
        DecisionResult result = cache.result(game.trace(), game.setting(), game.choice());
        System.err.printf(
                Locale.ROOT,
                "%s %s: %.1f replica-hours, %.3f %% in time, %.1f moves a day, computed in %.1f s%n",
                game.trace().name(),
                game.choice().text(),
                result.costHours(),
                100 * result.shareInTime(),
                result.movesPerDay(),
                (System.nanoTime() - began) / 1e9);
        return result;
    }
}
