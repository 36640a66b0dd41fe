package io.lagcast.forecasting.bucket;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * The newest buckets of a series, at most {@code capacity} of them, each known or missing. Mutable, one owner. Memory grows with what is kept, up to
 * 8 bytes times the capacity.
 */
public final class BucketRing {

    private static final int INITIAL = 64;

    private final int capacity;
    private double[] values;
    private int head;
    private int size;
    private int known;
    private long end;

    /** An empty ring for at most {@code capacity} buckets. */
    public BucketRing(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A ring needs room for a bucket but its capacity was " + capacity);
        }
        this.capacity = capacity;
        this.values = new double[Math.min(INITIAL, capacity)];
    }

    /** Appends the bucket {@link #end()}; the first append decides the numbering. */
    public void append(long bucket, double mean) {
        if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The mean of bucket " + bucket + " must be finite and not negative but was " + mean);
        }
        push(bucket, mean);
        known++;
    }

    /** Appends the bucket {@link #end()} as missing. */
    public void appendMissing(long bucket) {
        push(bucket, Double.NaN);
    }

    private void push(long bucket, double value) {
        if (size > 0 && bucket != end) {
            throw new IllegalArgumentException("Expected bucket " + end + " but got " + bucket);
        }
        if (size == values.length) {
            makeRoom();
        }
        values[position(size)] = value;
        size++;
        end = bucket + 1;
    }

    private void makeRoom() {
        if (size == capacity) {
            if (!Double.isNaN(values[head])) {
                known--;
            }
            head = position(1);
            size--;
            return;
        }
        double[] larger = Arrays.copyOf(values, (int) Math.min(capacity, 2L * values.length));
        for (int i = 0; i < size; i++) {
            larger[i] = values[position(i)];
        }
        values = larger;
        head = 0;
    }

    private int position(int offset) {
        int position = head + offset;
        return position >= values.length ? position - values.length : position;
    }

    /** Most buckets kept. */
    public int capacity() {
        return capacity;
    }

    /** Buckets kept, known or missing. */
    public int size() {
        return size;
    }

    /** How many of the kept buckets are known. */
    public int known() {
        return known;
    }

    /** Number of the oldest bucket kept. */
    public long first() {
        return end - size;
    }

    /** Number of the bucket after the newest. */
    public long end() {
        return end;
    }

    /** Writes the ring, or takes it up again. */
    public void carry(State state) {
        values = state.numbers(values);
        head = state.count(head);
        size = state.count(size);
        known = state.count(known);
        end = state.whole(end);
    }

    /** Whether the bucket is kept and was observed. */
    public boolean isKnown(long bucket) {
        return !Double.isNaN(valueOrGap(bucket));
    }

    /** The mean of a bucket, not a number if it is missing or not kept: {@link #isKnown} and {@link #value} in one step, for loops. */
    public double valueOrGap(long bucket) {
        long offset = bucket - end + size;
        return offset >= 0 && offset < size ? values[position((int) offset)] : Double.NaN;
    }

    /**
     * The mean of a known bucket.
     *
     * @throws IllegalArgumentException if it is missing or not kept
     */
    public double value(long bucket) {
        double value = valueOrGap(bucket);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("Bucket " + bucket + " is not known");
        }
        return value;
    }
}
