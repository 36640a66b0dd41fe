package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.expert.QuantileExpert;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns the quantiles at {@link QuantileExpert#levels()} of a target from binned features, by gradient boosting with pinball loss. One tree serves all
 * levels: its cuts are chosen for all of them together (see {@link SplitSearch}), its leaves hold a value for each.
 *
 * <pre>
 * q(k)  starts as the empirical quantile of the targets at level p(k)
 * then for each tree, grown on a random rowShare of the rows with a random featureShare of the features, and for each of its leaves
 *   n = rows in the leaf, of the coarse leaf it is part of unless k is the median;  s = n min(p(k), 1 - p(k))
 *   value(k) = shrinkage * s / (s + tailRows) * empirical quantile at p(k) of target - q(k) in the leaf
 *   q(k) += value(k)
 * </pre>
 *
 * <p>Taking the leaf's quantile rather than a gradient step is what makes pinball loss boostable at all, its curvature being 0. Ours are the
 * factor with {@code tailRows} and the coarse leaves: 30 rows know nothing of their 0.99 quantile but their maximum, and trees that believe it each time
 * end up covering 96 % where 99 % was asked.
 *
 * <p>Rows are drawn with the seed; the same rows and seed give the same ensemble bit for bit. Fewer rows than two leaves need, or a constant target: an
 * ensemble without trees.
 *
 * <p>Source: Friedman (2001), "Greedy function approximation", https://doi.org/10.1214/aos/1013203451 (least absolute deviation: leaves renewed as
 * medians); Friedman (2002), "Stochastic gradient boosting", https://doi.org/10.1016/S0167-9473(01)00065-2 (rows drawn anew for every tree).
 */
final class QuantileBooster {

    private static final int LEVELS = QuantileExpert.LEVELS;

    private final Growth growth;
    private final long seed;

    /** Grows ensembles that way. */
    QuantileBooster(Growth growth, long seed) {
        this.growth = growth;
        this.seed = seed;
    }

    /**
     * An ensemble that says the quantiles of {@code targets}.
     *
     * @param columns bins of each feature's rows, each in [0, {@link FeatureBins#BINS})
     * @param targets finite, one a row, at least one
     */
    BoostedQuantiles fit(byte[][] columns, float[] targets) {
        int rows = targets.length;
        if (rows == 0 || columns.length == 0 || columns.length > BoostedQuantiles.MOST_FEATURES) {
            throw new IllegalArgumentException(
                    "Cannot learn from " + rows + " rows of " + columns.length + " features");
        }
        double[] base = base(targets);
        if (rows < 2 * growth.leafRows()) {
            return new BoostedQuantiles(base);
        }
        return new Run(columns, targets, base).boost();
    }

    private static double[] base(float[] targets) {
        double[] levels = QuantileExpert.levels();
        float[] values = targets.clone();
        return Arrays.stream(levels)
                .map(level -> OrderStatistic.quantile(values, values.length, level))
                .toArray();
    }

    /** The working memory of one fit. */
    private final class Run {

        private final double[] levels = QuantileExpert.levels();
        private final SplittableRandom random = new SplittableRandom(seed);
        private final float[] targets;
        private final double[] base;
        private final int rows;
        private final int drawn;
        private final float[] forecasts;
        private final long[] votes;
        private final int[] order;
        private final int[] deck;
        private final int[] features;
        private final float[] residuals;
        private final TreeGrower grower;
        private final float[] coarse = new float[growth.leaves()];
        private float[] values = new float[64 * LEVELS];
        private int leaves;

        Run(byte[][] columns, float[] targets, double[] base) {
            this.targets = targets;
            this.base = base;
            this.rows = targets.length;
            this.drawn = Math.min(SplitSearch.MOST_ROWS, (int) Math.ceil(growth.rowShare() * rows));
            this.forecasts = new float[rows * LEVELS];
            for (int i = 0; i < forecasts.length; i++) {
                forecasts[i] = (float) base[i % LEVELS];
            }
            this.votes = new long[rows];
            this.order = new int[drawn];
            this.residuals = new float[drawn];
            this.deck = new int[columns.length];
            Arrays.setAll(deck, feature -> feature);
            this.features = new int[(int) Math.ceil(growth.featureShare() * columns.length)];
            this.grower = new TreeGrower(columns, drawn, growth, features.length);
        }

        BoostedQuantiles boost() {
            int[] roots = new int[growth.trees()];
            int trees = 0;
            for (int tree = 0; tree < growth.trees(); tree++) {
                int root = grower.size();
                drawRows();
                drawFeatures();
                if (grower.grow(features, order, drawn, votes)) {
                    roots[trees++] = root;
                    renewLeaves();
                    follow(root);
                }
            }
            return new BoostedQuantiles(
                    base, Arrays.copyOf(roots, trees), grower.nodes(), Arrays.copyOf(values, leaves * LEVELS));
        }

        private void drawRows() {
            int needed = drawn;
            for (int row = 0; needed > 0; row++) {
                if (random.nextInt(rows - row) < needed) {
                    order[drawn - needed] = row;
                    needed--;
                    votes[row] = SplitSearch.votes(targets[row], forecasts, row * LEVELS);
                }
            }
        }

        private void drawFeatures() {
            for (int i = 0; i < features.length; i++) {
                int j = i + random.nextInt(deck.length - i);
                int feature = deck[j];
                deck[j] = deck[i];
                deck[i] = feature;
                features[i] = feature;
            }
        }

        private void renewLeaves() {
            while ((leaves + grower.leaves()) * LEVELS > values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            for (int k = 0; k < LEVELS; k++) {
                if (k == QuantileExpert.MEDIAN) {
                    renewMedian(k);
                } else {
                    renewCoarse(k);
                }
            }
            leaves += grower.leaves();
        }

        private void renewMedian(int level) {
            for (int leaf = 0; leaf < grower.leaves(); leaf++) {
                values[(leaves + leaf) * LEVELS + level] = value(grower.from(leaf), grower.to(leaf), level);
            }
        }

        private void renewCoarse(int level) {
            for (int leaf = 0; leaf < grower.coarseLeaves(); leaf++) {
                coarse[leaf] = value(grower.coarseFrom(leaf), grower.coarseTo(leaf), level);
            }
            for (int leaf = 0; leaf < grower.leaves(); leaf++) {
                values[(leaves + leaf) * LEVELS + level] = coarse[grower.coarse(leaf)];
            }
        }

        private float value(int from, int to, int level) {
            int count = to - from;
            for (int i = 0; i < count; i++) {
                int row = order[from + i];
                residuals[i] = targets[row] - forecasts[row * LEVELS + level];
            }
            double beyond = count * Math.min(levels[level], 1 - levels[level]);
            double believed = growth.shrinkage() * beyond / (beyond + growth.tailRows());
            return (float) (believed * OrderStatistic.quantile(residuals, count, levels[level]));
        }

        private void follow(int root) {
            for (int row = 0; row < rows; row++) {
                int leaf = grower.leafOf(root, row) * LEVELS;
                for (int k = 0; k < LEVELS; k++) {
                    forecasts[row * LEVELS + k] += values[leaf + k];
                }
            }
        }
    }
}
