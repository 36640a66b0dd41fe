package io.lagcast.forecasting.regression;

import java.util.Arrays;

/** Which part of the history is learned from. */
final class Training {

    /** A season must fit this often before its first pass is given up to be looked back on only. */
    private static final int PASSES = 3;

    private Training() {}

    /** The first origin that can look back over the longest season of which the history holds {@value #PASSES}; the first of all if there is none. */
    static long oldestOrigin(FeatureRows history, double[] seasonsBuckets) {
        double length = history.end() - history.first();
        double longest = Arrays.stream(seasonsBuckets)
                .filter(season -> PASSES * season <= length)
                .max()
                .orElse(0);
        return history.first() + Math.round(longest);
    }
}
