package io.lagcast.forecasting.interval;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * The newest errors of one model at one lead, ordered, so that any quantile of them costs nothing. Mutable, one owner; at most 4 bytes times its
 * capacity: an error is kept to 9 significant bits, that is within 0.2 %, a small part of how uncertain a quantile of a few hundred errors is. Beyond
 * 2^64 it counts as 2^64, below 2^-62 as 0.
 */
public final class ErrorWindow {

    private static final int INITIAL = 16;

    /** Bits of a float's fraction that are not kept. */
    private static final int DROPPED_BITS = 15;

    private static final int HALF_DROPPED = 1 << (DROPPED_BITS - 1);

    /** What is taken off a float's exponent, so that the code of a size fits into 15 bits. */
    private static final int LEAST_EXPONENT = 64 << (23 - DROPPED_BITS);

    private final int capacity;

    /** Codes, see {@link #code}, from the oldest on, round and round. */
    private short[] arrival;

    private short[] sorted;
    private int size;
    private int oldest;

    /** An empty window for the newest {@code capacity} errors. */
    public ErrorWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A window needs room for an error but its capacity was " + capacity);
        }
        this.capacity = capacity;
        this.arrival = new short[Math.min(INITIAL, capacity)];
        this.sorted = new short[arrival.length];
    }

    /** A whole number for an error: in the same order as the errors, opposite for opposite ones, 0 for 0. */
    private static short code(double error) {
        int bits = Float.floatToRawIntBits((float) Math.abs(error)) + HALF_DROPPED;
        int size = Math.max(0, Math.min(Short.MAX_VALUE, (bits >>> DROPPED_BITS) - LEAST_EXPONENT));
        return (short) (error < 0 ? -size : size);
    }

    private static double error(short code) {
        if (code == 0) {
            return 0;
        }
        float size = Float.intBitsToFloat((Math.abs(code) + LEAST_EXPONENT) << DROPPED_BITS);
        return code < 0 ? -size : size;
    }

    /** Adds an error, forgetting the oldest when full. */
    public void add(double error) {
        if (!Double.isFinite(error)) {
            throw new IllegalArgumentException("An error must be finite but was " + error);
        }
        if (size == arrival.length && size < capacity) {
            grow();
        }
        short code = code(error);
        if (size == capacity) {
            replaceOldest(code);
            return;
        }
        arrival[(oldest + size) % arrival.length] = code;
        int at = position(code, size);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = code;
        size++;
    }

    private void grow() {
        int length = Math.min(capacity, 2 * size);
        arrival = Arrays.copyOf(arrival, length);
        sorted = Arrays.copyOf(sorted, length);
    }

    private void replaceOldest(short code) {
        int from = position(arrival[oldest], size);
        int to = position(code, size);
        if (to > from) {
            to--;
            System.arraycopy(sorted, from + 1, sorted, from, to - from);
        } else {
            System.arraycopy(sorted, to, sorted, to + 1, from - to);
        }
        sorted[to] = code;
        arrival[oldest] = code;
        oldest = (oldest + 1) % capacity;
    }

    /**
     * Where the first of the sorted codes stands that is not below {@code code}; {@code length} if there is none. The steps depend on the length alone: a
     * branch on what is found would be guessed wrong every other time.
     */
    private int position(short code, int length) {
        int from = 0;
        int left = length;
        while (left > 1) {
            int half = left >>> 1;
            from += isBelow(sorted[from + half - 1], code) & half;
            left -= half;
        }
        return left == 0 ? 0 : from - isBelow(sorted[from], code);
    }

    /** All bits set if it is, else none. */
    private static int isBelow(short each, short code) {
        return (each - code) >> 31;
    }

    /** Number of errors held. */
    public int size() {
        return size;
    }

    /**
     * The empirical quantile of the given level: the order statistic of rank {@code level * (size + 1)}, linear between neighbours, the extreme ones
     * beyond them. The {@code + 1} makes the level that of the next error rather than of those seen (split conformal prediction, Lei et al. 2018,
     * https://doi.org/10.1080/01621459.2017.1307116).
     *
     * @throws IllegalStateException if there is no error
     */
    public double quantile(double level) {
        if (size == 0) {
            throw new IllegalStateException("There is no error to take the " + level + " quantile of");
        }
        double rank = level * (size + 1) - 1;
        if (rank <= 0) {
            return error(sorted[0]);
        }
        if (rank >= size - 1) {
            return error(sorted[size - 1]);
        }
        int below = (int) rank;
        double low = error(sorted[below]);
        return low + (rank - below) * (error(sorted[below + 1]) - low);
    }

    /** Writes the errors, or takes them up again. */
    public void carry(State state) {
        arrival = state.shorts(arrival);
        sorted = state.shorts(sorted);
        size = state.count(size);
        oldest = state.count(oldest);
    }
}
