package io.lagcast.demo.trace;

import java.time.Duration;
import java.util.Arrays;

/**
 * Arrival intensity over time in any unit, in equal steps from zero. Only its shape matters: playing scales it.
 *
 * @param step length of one step, positive
 * @param values intensity per step, finite and not negative, at least two
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; equality of traces is never asked for
public record Trace(Duration step, double[] values) {

    public Trace {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive but was " + step);
        }
        if (values.length < 2) {
            throw new IllegalArgumentException("A trace needs at least two values but has " + values.length);
        }
        values = values.clone();
        for (double value : values) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Intensities must be finite and not negative but one was " + value);
            }
        }
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    public int length() {
        return values.length;
    }

    /** The intensity that {@code share} of the steps do not exceed (nearest rank). */
    public double quantile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }
}
