package io.lagcast.forecasting.boosting;

import java.util.Arrays;

/**
 * Grows one tree after the other, best leaf first: of all leaves the one whose cut gains most is cut next, until there are enough leaves or nothing
 * gains. Holds the working memory of that, and the nodes of all trees so far.
 *
 * <p>Source: leaf-wise growth, Shi (2007), "Best-first decision tree learning", as LightGBM does it.
 */
final class TreeGrower {

    /** Gain, in units of a meaningless cut's, below which a leaf is not cut: nothing but rounding. */
    private static final double LEAST_GAIN = 1e-6;

    private final byte[][] columns;
    private final int most;
    private final SplitSearch search;
    private final long[][] histograms;
    private final int[] scratch;

    private final int[] from;
    private final int[] to;
    private final int[] node;
    private final int mostCoarse;
    private final int[] coarse;
    private final int[] coarseFrom;
    private final int[] coarseTo;
    private int coarseLeaves;
    private final double[] gain;
    private final int[] feature;
    private final int[] bin;
    private int leaves;

    private int[] nodes = new int[256];
    private int size;
    private int leavesBefore;

    TreeGrower(byte[][] columns, int rows, Growth growth, int features) {
        this.columns = columns;
        this.most = growth.leaves();
        this.search = new SplitSearch(columns, rows, growth.leafRows());
        this.histograms = new long[most][features * FeatureBins.BINS];
        this.scratch = new int[rows];
        this.from = new int[most];
        this.to = new int[most];
        this.node = new int[most];
        this.mostCoarse = Math.min(most, growth.coarseLeaves());
        this.coarse = new int[most];
        this.coarseFrom = new int[mostCoarse];
        this.coarseTo = new int[mostCoarse];
        this.gain = new double[most];
        this.feature = new int[most];
        this.bin = new int[most];
    }

    /**
     * Grows a tree on the first {@code count} rows of {@code order}, which it puts in order of their leaves.
     *
     * @return whether it has more than one leaf; nothing is kept of a tree that has not
     */
    boolean grow(int[] features, int[] order, int count, long[] votes) {
        leaves = 1;
        coarseLeaves = 1;
        coarseTo[0] = count;
        from[0] = 0;
        to[0] = count;
        search.count(features, order, 0, count, votes, histograms[0]);
        look(0, features);
        if (gain[0] <= LEAST_GAIN) {
            return false;
        }
        node[0] = newNode();
        int next = 0;
        while (leaves < most && next >= 0) {
            cut(next, features, order, votes);
            next = best();
        }
        for (int i = 0; i < leaves; i++) {
            nodes[node[i]] = BoostedQuantiles.leaf(leavesBefore + i);
        }
        leavesBefore += leaves;
        return true;
    }

    private int best() {
        int best = -1;
        for (int i = 0; i < leaves; i++) {
            if (gain[i] > (best < 0 ? LEAST_GAIN : gain[best])) {
                best = i;
            }
        }
        return best;
    }

    private void cut(int leaf, int[] features, int[] order, long[] votes) {
        int middle = part(order, from[leaf], to[leaf], columns[feature[leaf]], bin[leaf]);
        int fresh = leaves++;
        int left = newNode();
        int right = newNode();
        nodes[node[leaf]] = BoostedQuantiles.split(feature[leaf], bin[leaf], left);
        node[leaf] = left;
        node[fresh] = right;
        from[fresh] = middle;
        to[fresh] = to[leaf];
        to[leaf] = middle;
        coarsen(leaf, fresh);
        if (leaves == most) {
            return;
        }
        boolean leftIsSmaller = rows(leaf) < rows(fresh);
        if (leftIsSmaller) {
            long[] whole = histograms[leaf];
            histograms[leaf] = histograms[fresh];
            histograms[fresh] = whole;
        }
        int small = leftIsSmaller ? leaf : fresh;
        int large = leftIsSmaller ? fresh : leaf;
        search.count(features, order, from[small], to[small], votes, histograms[small]);
        SplitSearch.subtract(features.length, histograms[large], histograms[small]);
        look(leaf, features);
        look(fresh, features);
    }

    /** A leaf cut off while there were few is coarse itself, one cut off later a part of what it was cut from. */
    private void coarsen(int leaf, int fresh) {
        coarse[fresh] = coarse[leaf];
        if (coarseLeaves < mostCoarse) {
            coarse[fresh] = coarseLeaves++;
            coarseFrom[coarse[fresh]] = from[fresh];
            coarseTo[coarse[fresh]] = to[fresh];
            coarseTo[coarse[leaf]] = to[leaf];
        }
    }

    private void look(int leaf, int[] features) {
        search.search(features, histograms[leaf]);
        gain[leaf] = search.gain();
        feature[leaf] = search.feature();
        bin[leaf] = search.bin();
    }

    /** Moves the rows up to the bin before the others, keeping their order; the first of the others is returned. */
    private int part(int[] order, int start, int end, byte[] column, int upTo) {
        int left = start;
        int right = 0;
        for (int i = start; i < end; i++) {
            int row = order[i];
            if (column[row] <= upTo) {
                order[left++] = row;
            } else {
                scratch[right++] = row;
            }
        }
        System.arraycopy(scratch, 0, order, left, right);
        return left;
    }

    private int rows(int leaf) {
        return to[leaf] - from[leaf];
    }

    private int newNode() {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        return size++;
    }

    /** Leaves of the tree last grown. */
    int leaves() {
        return leaves;
    }

    /** Where the rows of a leaf start in the order. */
    int from(int leaf) {
        return from[leaf];
    }

    /** Where the rows of a leaf end. */
    int to(int leaf) {
        return to[leaf];
    }

    /** Coarse leaves of the tree last grown. */
    int coarseLeaves() {
        return coarseLeaves;
    }

    /** The coarse leaf that a leaf is part of. */
    int coarse(int leaf) {
        return coarse[leaf];
    }

    /** Where the rows of a coarse leaf start in the order. */
    int coarseFrom(int leaf) {
        return coarseFrom[leaf];
    }

    /** Where the rows of a coarse leaf end. */
    int coarseTo(int leaf) {
        return coarseTo[leaf];
    }

    /** Number of nodes of all trees so far. */
    int size() {
        return size;
    }

    /** The leaf, counted over all trees, that row {@code row} falls into from {@code root} on. */
    int leafOf(int root, int row) {
        int at = nodes[root];
        while (at >= 0) {
            byte value = columns[BoostedQuantiles.feature(at)][row];
            at = nodes[BoostedQuantiles.child(at) + (value > BoostedQuantiles.bin(at) ? 1 : 0)];
        }
        return ~at;
    }

    /** A copy of the nodes of all trees. */
    int[] nodes() {
        return Arrays.copyOf(nodes, size);
    }
}
