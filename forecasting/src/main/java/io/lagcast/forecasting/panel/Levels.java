package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.interval.NormalQuantile;
import java.util.Arrays;

/** The levels a panel keeps records for; any other level is read between or beyond them. */
final class Levels {

    private static final double[] LEVELS = {0.025, 0.1, 0.5, 0.9, 0.95, 0.975, 0.99};
    private static final double[] SCORES = normalScores();
    private static final int[] OF_NATIVE = ofNatives();

    /** Number of levels. */
    static final int COUNT = LEVELS.length;

    /** Position of the median. */
    static final int MEDIAN = 2;

    private Levels() {}

    private static double[] normalScores() {
        double[] scores = new double[LEVELS.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = NormalQuantile.of(LEVELS[i]);
        }
        return scores;
    }

    private static int[] ofNatives() {
        return Arrays.stream(QuantileExpert.levels())
                .mapToInt(level -> Arrays.binarySearch(LEVELS, level))
                .toArray();
    }

    /** All of them, ascending; a new array each time. */
    static double[] all() {
        return LEVELS.clone();
    }

    static double level(int index) {
        return LEVELS[index];
    }

    /** The standard normal quantile of a level. */
    static double normalScore(int index) {
        return SCORES[index];
    }

    /** Position of what a {@link QuantileExpert} says at the position {@code own} of its levels. */
    static int ofNative(int own) {
        return OF_NATIVE[own];
    }

    /**
     * The quantile of any level from those of all {@link #COUNT} levels: linear between neighbours on the scale of normal scores, and on from the
     * outermost two beyond them. As if the distribution were normal, piece by piece.
     */
    static double read(double[] quantiles, double level) {
        double score = NormalQuantile.of(level);
        int upper = 1;
        while (upper < COUNT - 1 && SCORES[upper] < score) {
            upper++;
        }
        double low = quantiles[upper - 1];
        double share = (score - SCORES[upper - 1]) / (SCORES[upper] - SCORES[upper - 1]);
        return low + share * (quantiles[upper] - low);
    }
}
