package io.lagcast.forecasting.decomposition;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A copy of what a ring holds, from its first known to its last known bucket or its end, in which the gaps are filled so that regressors and moving
 * means exist everywhere. What was filled in stays marked as unknown and must never be learned from as a target.
 *
 * <p>A gap of at most {@link #SHORT_GAP} buckets becomes a straight line between its neighbours. A longer one is filled with what was a season
 * earlier, for the longest season that has something there, else a season later, else with the last value before it. Missing buckets at the end are
 * filled the same way, without a later neighbour.
 *
 * <p>Source: seasonal filling before a decomposition as in {@code na.interp} of the R package forecast, https://pkg.robjhyndman.com/forecast/, reduced
 * to one pass.
 */
public final class FilledSeries {

    /** Longest gap that is interpolated, in buckets: a value a season earlier says less than two neighbours. A choice, not a measurement. */
    static final int SHORT_GAP = 3;

    private final long first;
    private final double[] values;
    private final BitSet known;

    private FilledSeries(long first, double[] values, BitSet known) {
        this.first = first;
        this.values = values;
        this.known = known;
    }

    /** What the ring holds now, filled with the help of the given seasons, which are lengths in buckets. */
    public static FilledSeries of(BucketRing ring, double[] seasonBuckets) {
        long first = ring.first();
        while (first < ring.end() && !ring.isKnown(first)) {
            first++;
        }
        int length = (int) (ring.end() - first);
        double[] values = new double[length];
        BitSet known = new BitSet(length);
        for (int i = 0; i < length; i++) {
            if (ring.isKnown(first + i)) {
                values[i] = ring.value(first + i);
                known.set(i);
            }
        }
        double[] seasons = seasonBuckets.clone();
        Arrays.sort(seasons);
        FilledSeries filled = new FilledSeries(first, values, known);
        filled.fill(seasons);
        return filled;
    }

    private void fill(double[] ascendingSeasons) {
        int gap = known.nextClearBit(0);
        while (gap < values.length) {
            int next = known.nextSetBit(gap);
            int end = next < 0 ? values.length : next;
            for (int i = gap; i < end; i++) {
                values[i] = end - gap <= SHORT_GAP ? between(gap, end, i) : seasonal(gap, i, ascendingSeasons);
            }
            gap = known.nextClearBit(end);
        }
    }

    private double between(int gap, int end, int i) {
        double before = values[gap - 1];
        if (end == values.length) {
            return before;
        }
        return before + (values[end] - before) * (i - gap + 1) / (end - gap + 1);
    }

    private double seasonal(int gap, int i, double[] ascendingSeasons) {
        for (int s = ascendingSeasons.length - 1; s >= 0; s--) {
            int earlier = i - (int) Math.round(ascendingSeasons[s]);
            if (earlier >= 0) {
                return values[earlier];
            }
        }
        for (double season : ascendingSeasons) {
            int later = i + (int) Math.round(season);
            if (later < values.length && known.get(later)) {
                return values[later];
            }
        }
        return values[gap - 1];
    }

    /** Number of the bucket at position 0, which is known if there is any. */
    public long first() {
        return first;
    }

    /** Number of buckets, filled ones included. */
    public int length() {
        return values.length;
    }

    /** The value at a position, observed or filled in. */
    public double value(int position) {
        return values[position];
    }

    /** Whether the value at a position was observed. */
    public boolean isKnown(int position) {
        return known.get(position);
    }

    /** How many values were observed. */
    public int known() {
        return known.cardinality();
    }

    /** Mean of the observed values, 0 if there are none. */
    public double mean() {
        double sum = 0;
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
            sum += values[i];
        }
        return sum / Math.max(1, known.cardinality());
    }

    /** Smallest observed value, 0 if there is none. */
    public double min() {
        double min = Double.POSITIVE_INFINITY;
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
            min = Math.min(min, values[i]);
        }
        return known.isEmpty() ? 0 : min;
    }
}
