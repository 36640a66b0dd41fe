package io.lagcast.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** What a forecaster answers: quantiles of the mean value in every bucket of a horizon, or why it cannot. */
public sealed interface Forecast {

    /** Name of the model that answered (or could not). */
    String model();

    /**
     * Predictive quantiles. Never negative, and for every bucket non-decreasing in the level.
     *
     * <p>Shape: {@code values[i][h]} is the quantile of level {@code levels.level(i)} of the mean value over bucket {@code h}, which begins at
     * {@code origin + h * horizon.step()}. The unit is the series' own.
     */
    final class Quantiles implements Forecast {

        private final String model;
        private final Instant origin;
        private final Horizon horizon;
        private final QuantileLevels levels;
        private final double[][] values;

        /**
         * Quantiles of shape {@code [levels][steps]}; the arrays are copied.
         *
         * @throws IllegalArgumentException if the shape does not fit, a value is negative or not finite, or quantiles cross
         */
        public Quantiles(String model, Instant origin, Horizon horizon, QuantileLevels levels, double[][] values) {
            this.model = model;
            this.origin = origin;
            this.horizon = horizon;
            this.levels = levels;
            this.values = checked(horizon, levels, values);
        }

        private static double[][] checked(Horizon horizon, QuantileLevels levels, double[][] values) {
            if (values.length != levels.count()) {
                throw new IllegalArgumentException(
                        "Expected " + levels.count() + " quantile paths but got " + values.length);
            }
            double[][] copy = new double[values.length][];
            for (int i = 0; i < values.length; i++) {
                if (values[i].length != horizon.steps()) {
                    throw new IllegalArgumentException(
                            "Expected " + horizon.steps() + " steps but got " + values[i].length);
                }
                copy[i] = values[i].clone();
                for (int h = 0; h < copy[i].length; h++) {
                    double lower = i == 0 ? 0 : copy[i - 1][h];
                    if (!(copy[i][h] >= lower && copy[i][h] < Double.POSITIVE_INFINITY)) {
                        throw new IllegalArgumentException("Quantile " + levels.level(i) + " at step " + h + " is "
                                + copy[i][h] + ", which must be finite and at least " + lower);
                    }
                }
            }
            return copy;
        }

        @Override
        public String model() {
            return model;
        }

        /** Start of the first forecast bucket: the end of what was known. */
        public Instant origin() {
            return origin;
        }

        public Horizon horizon() {
            return horizon;
        }

        public QuantileLevels levels() {
            return levels;
        }

        /** A copy of the path of the quantile with the given index among {@link #levels()}. */
        public double[] path(int levelIndex) {
            return values[levelIndex].clone();
        }

        /** The quantile of index {@code levelIndex} for bucket {@code step}. */
        public double value(int levelIndex, int step) {
            return values[levelIndex][step];
        }

        /**
         * The quantile of any level for bucket {@code step}: linear in the level between the known ones, the outermost known one beyond them.
         */
        public double quantile(double level, int step) {
            int upper = 0;
            while (upper < levels.count() && levels.level(upper) < level) {
                upper++;
            }
            if (upper == 0) {
                return values[0][step];
            }
            if (upper == levels.count()) {
                return values[upper - 1][step];
            }
            double low = levels.level(upper - 1);
            double share = (level - low) / (levels.level(upper) - low);
            return values[upper - 1][step] + share * (values[upper][step] - values[upper - 1][step]);
        }

        /** When bucket {@code step} begins. */
        public Instant time(int step) {
            return origin.plus(horizon.step().multipliedBy(step));
        }

        @Override
        public String toString() {
            return "Quantiles[" + model + " from " + origin + ", " + horizon + ", " + levels + ", "
                    + Arrays.deepToString(values) + "]";
        }
    }

    /**
     * No forecast can be made yet.
     *
     * @param model name of the model that was asked
     * @param reason what is missing, in words
     * @param stillNeeded how much more observed time the model needs at least
     */
    record Unavailable(String model, String reason, Duration stillNeeded) implements Forecast {}
}
