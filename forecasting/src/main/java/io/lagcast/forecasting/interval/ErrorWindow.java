package io.lagcast.forecasting.interval;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * The newest errors of one model at one lead, ordered, so that any quantile of them costs nothing. Mutable, one owner; at most 8 bytes times its
 * capacity.
 */
public final class ErrorWindow {

    private static final int INITIAL = 16;

    private final int capacity;
    private float[] arrival;
    private float[] sorted;
    private int size;
    private int oldest;

    /** An empty window for the newest {@code capacity} errors. */
    public ErrorWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A window needs room for an error but its capacity was " + capacity);
        }
        this.capacity = capacity;
        this.arrival = new float[Math.min(INITIAL, capacity)];
        this.sorted = new float[arrival.length];
    }

    /** Adds an error, forgetting the oldest when full. */
    public void add(double error) {
        if (!Double.isFinite(error)) {
            throw new IllegalArgumentException("An error must be finite but was " + error);
        }
        float value = (float) error + 0f;
        if (size == capacity) {
            forgetOldest();
        }
        if (size == arrival.length) {
            int length = Math.min(capacity, 2 * size);
            arrival = Arrays.copyOf(arrival, length);
            sorted = Arrays.copyOf(sorted, length);
        }
        arrival[(oldest + size) % arrival.length] = value;
        int at = insertionPoint(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    private void forgetOldest() {
        int at = Arrays.binarySearch(sorted, 0, size, arrival[oldest]);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        oldest = (oldest + 1) % arrival.length;
        size--;
    }

    private int insertionPoint(float value) {
        int found = Arrays.binarySearch(sorted, 0, size, value);
        return found >= 0 ? found : -found - 1;
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
            return sorted[0];
        }
        if (rank >= size - 1) {
            return sorted[size - 1];
        }
        int below = (int) rank;
        return sorted[below] + (rank - below) * ((double) sorted[below + 1] - sorted[below]);
    }

    /** Writes the errors, or takes them up again. */
    public void carry(State state) {
        arrival = state.floats(arrival);
        sorted = state.floats(sorted);
        size = state.count(size);
        oldest = state.count(oldest);
    }
}
