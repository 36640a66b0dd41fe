package io.lagcast.forecasting;

import java.time.Duration;

/**
 * How far ahead a forecast reaches: {@code steps} buckets of length {@code step}, the first one starting at the forecast's origin.
 *
 * @param step length of one bucket, positive
 * @param steps number of buckets, at least 1
 */
public record Horizon(Duration step, int steps) {

    public Horizon {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("Horizon step must be positive but was " + step);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("Horizon needs at least one step but was " + steps);
        }
    }

    /** The horizon that covers at least {@code length} in buckets of {@code step}. */
    public static Horizon covering(Duration length, Duration step) {
        long whole = length.dividedBy(step);
        boolean exact = step.multipliedBy(whole).equals(length);
        return new Horizon(step, Math.toIntExact(Math.max(1, exact ? whole : whole + 1)));
    }

    /** From the origin to the end of the last bucket. */
    public Duration length() {
        return step.multipliedBy(steps);
    }
}
