package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Values with their times, in order, as a file has them; averaged into buckets on demand. Mutable. */
public final class Observations {

    private static final long NANOS = 1_000_000_000L;
    private static final int INITIAL = 1024;

    private long[] nanos = new long[INITIAL];
    private double[] values = new double[INITIAL];
    private int size;

    /**
     * Appends a value.
     *
     * @throws IllegalArgumentException if it is negative or not finite, or not after the one before
     */
    public void add(Instant time, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A value must be finite and not negative but was " + value);
        }
        long at = nanos(time);
        if (size > 0 && at <= nanos[size - 1]) {
            throw new IllegalArgumentException("Times must ascend, but " + time + " comes after " + time(size - 1));
        }
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        nanos[size] = at;
        values[size] = value;
        size++;
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    /** How many values. */
    public int size() {
        return size;
    }

    /** When value {@code index} was. */
    public Instant time(int index) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos[index], NANOS), Math.floorMod(nanos[index], NANOS));
    }

    /** The time between values: the most frequent one, the shorter of two as frequent ones. Empty for fewer than two values. */
    public Optional<Duration> interval() {
        if (size < 2) {
            return Optional.empty();
        }
        long[] gaps = new long[size - 1];
        for (int i = 1; i < size; i++) {
            gaps[i - 1] = nanos[i] - nanos[i - 1];
        }
        Arrays.sort(gaps);
        long best = gaps[0];
        int most = 0;
        int from = 0;
        for (int i = 1; i <= gaps.length; i++) {
            if (i == gaps.length || gaps[i] != gaps[from]) {
                if (i - from > most) {
                    most = i - from;
                    best = gaps[from];
                }
                from = i;
            }
        }
        return Optional.of(Duration.ofNanos(best));
    }

    /** Those from {@code from} on and before {@code to}. */
    public Observations between(Instant from, Instant to) {
        Observations part = new Observations();
        for (int i = 0; i < size; i++) {
            if (!time(i).isBefore(from) && time(i).isBefore(to)) {
                part.add(time(i), values[i]);
            }
        }
        return part;
    }

    /**
     * Buckets of length {@code step}, counted from the epoch, from that of the first value to that of the last: the mean of the values that fall into
     * a bucket, missing where none does.
     *
     * @throws IllegalStateException if there is no value
     * @throws ArithmeticException if there would be more buckets than an array has room for
     */
    public TimeSeries buckets(Duration step) {
        if (size == 0) {
            throw new IllegalStateException("There is no value to make buckets of");
        }
        long stepNanos = step.toNanos();
        long bucket = Math.floorDiv(nanos[0], stepNanos);
        Math.toIntExact(Math.floorDiv(nanos[size - 1], stepNanos) - bucket + 1);
        TimeSeries.Builder builder =
                TimeSeries.startingAt(Instant.ofEpochSecond(0, Math.multiplyExact(bucket, stepNanos)), step);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            long of = Math.floorDiv(nanos[i], stepNanos);
            if (of != bucket) {
                builder.add(sum / count);
                for (bucket++; bucket < of; bucket++) {
                    builder.addMissing();
                }
                sum = 0;
                count = 0;
            }
            sum += values[i];
            count++;
        }
        return builder.add(sum / count).build();
    }
}
