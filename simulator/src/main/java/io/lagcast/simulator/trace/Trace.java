package io.lagcast.simulator.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Arrival intensity over time in any unit, in equal steps. Only its shape matters: whoever plays it scales it.
 *
 * @param start when the first step begins
 * @param step length of one step, positive
 * @param values intensity per step, finite and not negative, at least two
 * @param filled how many of the values were missing and stand on a straight line between their neighbours
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; equality of traces is never asked for
public record Trace(Instant start, Duration step, double[] values, int filled) {

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

    /** A trace without gaps whose date does not matter. */
    public Trace(Duration step, double[] values) {
        this(Instant.EPOCH, step, values, 0);
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    public int length() {
        return values.length;
    }

    public Duration duration() {
        return step.multipliedBy(values.length);
    }

    /** The intensity that {@code share} of the steps do not exceed (nearest rank). */
    public double quantile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    /** The steps {@code from} to {@code to - 1}, at least two. */
    public Trace part(int from, int to) {
        Instant begin = start.plus(step.multipliedBy(from));
        return new Trace(begin, step, Arrays.copyOfRange(values, from, to), filled);
    }

    /** The same shape with the 99.9th percentile at {@code peak}; unchanged where that percentile is zero. */
    public Trace scaledTo(double peak) {
        double quantile = quantile(0.999);
        double scale = quantile > 0 ? peak / quantile : 1;
        return new Trace(
                start, step, Arrays.stream(values).map(value -> value * scale).toArray(), filled);
    }
}
