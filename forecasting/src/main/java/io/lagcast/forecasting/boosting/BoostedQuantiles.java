package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * A sum of trees that says the quantiles at {@link QuantileExpert#levels()} of a binned row: with {@code leaf(m)} the leaf of tree {@code m} the row
 * falls into and {@code k} a level,
 *
 * <pre>
 * quantile(k) = base(k) + sum over m of value(leaf(m), k)
 * </pre>
 *
 * put in order afterwards, which never makes the pinball loss larger: Chernozhukov, Fernandez-Val and Galichon (2010),
 * https://doi.org/10.3982/ECTA7880.
 *
 * <p>A node is one number: not negative, it is {@code feature << 22 | bin << 16 | child}, the row going to node {@code child} if its bin is not above
 * {@code bin} and else to {@code child + 1}; negative, it is the complement of a leaf.
 */
final class BoostedQuantiles {

    static final int LEVELS = QuantileExpert.LEVELS;

    /** Features a node has bits for. */
    static final int MOST_FEATURES = 1 << 9;

    private static final int FEATURE_SHIFT = 22;
    private static final int BIN_SHIFT = 16;
    private static final int BIN_MASK = FeatureBins.BINS - 1;
    private static final int CHILD_MASK = 0xffff;

    private double[] base;
    private int[] roots;
    private int[] nodes;
    private float[] values;

    /** Room for where a row has come to in each tree. */
    private int[] reached = {};

    /** An ensemble without trees. */
    BoostedQuantiles(double[] base) {
        this(base, new int[0], new int[0], new float[0]);
    }

    BoostedQuantiles(double[] base, int[] roots, int[] nodes, float[] values) {
        this.base = base;
        this.roots = roots;
        this.nodes = nodes;
        this.values = values;
    }

    static int split(int feature, int bin, int child) {
        return feature << FEATURE_SHIFT | bin << BIN_SHIFT | child;
    }

    static int leaf(int leaf) {
        return ~leaf;
    }

    static int feature(int node) {
        return node >>> FEATURE_SHIFT;
    }

    static int bin(int node) {
        return node >>> BIN_SHIFT & BIN_MASK;
    }

    static int child(int node) {
        return node & CHILD_MASK;
    }

    /**
     * Fills in the quantiles of a row, ascending; the bins are those learned with, but are not needed: each node asks for its edge.
     *
     * <p>All trees are gone down a step at a time. What a step needs is known only when the one before it is done, in one tree after the other the processor
     * would wait at each node; different trees wait together.
     */
    void quantiles(float[] row, FeatureBins bins, double[] into) {
        System.arraycopy(base, 0, into, 0, LEVELS);
        descend(row, bins);
        for (int leaf : reached) {
            int at = ~leaf * LEVELS;
            for (int k = 0; k < LEVELS; k++) {
                into[k] += values[at + k];
            }
        }
        Arrays.sort(into, 0, LEVELS);
    }

    /** Finds the leaf of every tree. */
    private void descend(float[] row, FeatureBins bins) {
        if (reached.length != roots.length) {
            reached = new int[roots.length];
        }
        for (int tree = 0; tree < roots.length; tree++) {
            reached[tree] = nodes[roots[tree]];
        }
        boolean isDone = false;
        while (!isDone) {
            isDone = true;
            for (int tree = 0; tree < reached.length; tree++) {
                int node = reached[tree];
                if (node >= 0) {
                    int feature = feature(node);
                    reached[tree] = nodes[child(node) + (bins.isAbove(feature, bin(node), row[feature]) ? 1 : 0)];
                    isDone = false;
                }
            }
        }
    }

    /** Number of trees. */
    int trees() {
        return roots.length;
    }

    void carry(State state) {
        base = state.numbers(base);
        roots = state.counts(roots);
        nodes = state.counts(nodes);
        values = state.floats(values);
    }
}
