package io.lagcast.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Mean values over equal, adjoining buckets, some of which may be missing. Immutable. A missing bucket has no value: asking for one is an error, never
 * a NaN.
 */
public final class TimeSeries {

    private final Instant start;
    private final Duration step;
    private final double[] values;
    private final BitSet missing;

    private TimeSeries(Instant start, Duration step, double[] values, BitSet missing) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("The step of a series must be positive but was " + step);
        }
        this.start = start;
        this.step = step;
        this.values = values;
        this.missing = missing;
    }

    /**
     * A series without gaps.
     *
     * @throws IllegalArgumentException if a value is negative or not finite
     */
    public static TimeSeries of(Instant start, Duration step, double... values) {
        Builder builder = startingAt(start, step);
        for (double value : values) {
            builder.add(value);
        }
        return builder.build();
    }

    /** A builder of a series whose first bucket begins at {@code start}. */
    public static Builder startingAt(Instant start, Duration step) {
        return new Builder(start, step);
    }

    /** When the first bucket begins. */
    public Instant start() {
        return start;
    }

    /** Length of every bucket. */
    public Duration step() {
        return step;
    }

    /** Number of buckets, known or missing. */
    public int size() {
        return values.length;
    }

    /** Whether the bucket has a value. */
    public boolean isKnown(int index) {
        return !missing.get(checked(index));
    }

    /**
     * The mean over a bucket.
     *
     * @throws IllegalStateException if it is missing
     */
    public double value(int index) {
        if (missing.get(checked(index))) {
            throw new IllegalStateException("The bucket at " + time(index) + " is missing\nMaybe ask isKnown first");
        }
        return values[index];
    }

    /** When a bucket begins; for {@link #size()} the end of the series. */
    public Instant time(int index) {
        return start.plus(step.multipliedBy(index));
    }

    /** Lets a forecaster observe every known bucket; the missing ones become its gaps. */
    public void replay(Forecaster forecaster) {
        for (int i = 0; i < values.length; i++) {
            if (!missing.get(i)) {
                forecaster.observe(time(i), time(i + 1), values[i]);
            }
        }
    }

    private int checked(int index) {
        if (index < 0 || index >= values.length) {
            throw new IndexOutOfBoundsException("Bucket " + index + " of a series of " + values.length);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeSeries that
                && start.equals(that.start)
                && step.equals(that.step)
                && missing.equals(that.missing)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * start.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "TimeSeries[" + values.length + " buckets of " + step + " from " + start + ", " + missing.cardinality()
                + " missing]";
    }

    /** Collects buckets in order. Mutable. */
    public static final class Builder {

        private static final int INITIAL = 64;

        private final Instant start;
        private final Duration step;
        private final BitSet missing = new BitSet();
        private double[] values = new double[INITIAL];
        private int size;

        private Builder(Instant start, Duration step) {
            this.start = start;
            this.step = step;
        }

        /**
         * Appends a known bucket.
         *
         * @throws IllegalArgumentException if the value is negative or not finite
         */
        public Builder add(double value) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Value " + size + " must be finite and not negative but was " + value
                        + "\nMaybe it is missing: then say addMissing");
            }
            push(value);
            return this;
        }

        /** Appends a missing bucket. */
        public Builder addMissing() {
            missing.set(size);
            push(0);
            return this;
        }

        private void push(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size] = value;
            size++;
        }

        /** The series so far. */
        public TimeSeries build() {
            return new TimeSeries(start, step, Arrays.copyOf(values, size), (BitSet) missing.clone());
        }
    }
}
