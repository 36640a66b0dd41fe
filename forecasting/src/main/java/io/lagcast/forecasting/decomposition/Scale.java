package io.lagcast.forecasting.decomposition;

/**
 * On which scale a series is taken to be linear in its past.
 *
 * <p>{@link #LOGARITHM}: effects multiply, {@code z = ln(y + offset)}, {@code offset = max(0, 0.05 mean - min)} over the known past, so that a series
 * bounded away from zero is taken as it is and zeros are no further from the rest than a twentieth of the mean is. {@link #IDENTITY}: effects add,
 * {@code z = y / mean}.
 */
public enum Scale {
    LOGARITHM,
    IDENTITY
}
