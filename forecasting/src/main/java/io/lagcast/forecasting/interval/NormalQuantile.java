package io.lagcast.forecasting.interval;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution's quantile, for spreads assumed before there are errors to go by. */
public final class NormalQuantile {

    private NormalQuantile() {}

    /** {@code z} with {@code P(Z <= z) = level}; {@code level} in (0, 1). */
    public static double of(double level) {
        return Math.sqrt(2) * Erf.erfInv(2 * level - 1);
    }
}
