package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Turns each number of a row into one of at most {@link #BINS} bins, so that a tree is grown and walked with bytes. The bins of a feature hold about
 * equally many of the rows they were learned from: each edge is the middle of the widest gap within half a bin, so that a narrow band of values is not put
 * together with what lies around it. A value that many rows share has a bin of its own.
 *
 * <p>Bin {@code b} of a feature holds the values in {@code (edge(b - 1), edge(b)]}; the first and the last are open to below and above. A feature that
 * never changed has one bin.
 */
final class FeatureBins {

    /** Bins of a feature at most: a byte, and with it a histogram of all features stays in the second-level cache. */
    static final int BINS = 64;

    /** Places of the search tree of a feature's edges: one less than {@link #BINS}, filled up with infinity. */
    private static final int EDGES = BINS - 1;

    private final int features;
    private float[] edges;

    /** Bins that know no edge: every value falls into the first. */
    FeatureBins(int features) {
        this.features = features;
        this.edges = new float[features * EDGES];
        Arrays.fill(edges, Float.POSITIVE_INFINITY);
    }

    /** Learns anew from the columns of {@code rows}, of which there must be one or more. */
    void learn(float[][] rows) {
        float[] column = new float[rows.length];
        Arrays.fill(edges, Float.POSITIVE_INFINITY);
        for (int feature = 0; feature < features; feature++) {
            for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][feature];
            }
            Arrays.sort(column);
            learn(feature, column);
        }
    }

    private void learn(int feature, float[] sorted) {
        int at = feature * EDGES;
        float largest = sorted[sorted.length - 1];
        for (int b = 1; b < BINS; b++) {
            float edge = gap(sorted, b);
            boolean isNew = at == feature * EDGES || edge > edges[at - 1];
            if (isNew && edge < largest) {
                edges[at++] = edge;
            }
        }
    }

    /** The middle of the widest gap at most half a bin from where bin {@code bin} would begin by rank alone. */
    private static float gap(float[] sorted, int bin) {
        int from = (int) ((2L * bin - 1) * sorted.length / (2 * BINS));
        int to = Math.min(sorted.length - 2, (int) ((2L * bin + 1) * sorted.length / (2 * BINS)) - 1);
        int widest = Math.min(from, sorted.length - 1);
        for (int i = from + 1; i <= to; i++) {
            if (sorted[i + 1] - sorted[i] > sorted[widest + 1] - sorted[widest]) {
                widest = i;
            }
        }
        return widest + 1 < sorted.length ? (sorted[widest] + sorted[widest + 1]) / 2 : sorted[widest];
    }

    /** The bin of a value, in [0, {@link #BINS}). */
    byte bin(int feature, float value) {
        int at = feature * EDGES;
        int bin = 0;
        for (int step = BINS / 2; step > 0; step /= 2) {
            if (edges[at + bin + step - 1] < value) {
                bin += step;
            }
        }
        return (byte) bin;
    }

    /** Whether the value's bin is above {@code bin}, of which there must be one more. */
    boolean isAbove(int feature, int bin, float value) {
        return value > edges[feature * EDGES + bin];
    }

    void carry(State state) {
        edges = state.floats(edges);
    }
}
