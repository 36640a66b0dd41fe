package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.expert.QuantileExpert;
import java.util.Arrays;

/**
 * Finds where to cut a set of rows in two. What a row says is three votes, whether its target lies above its forecast at three levels: the
 * gradient of pinball loss up to a constant. With {@code n} rows, of which {@code a} left of a cut, and {@code V}, {@code v} the votes of all and of
 * those left,
 *
 * <pre>
 * gain(cut) = sum over the levels of  (v^2 / a + (V - v)^2 / (n - a) - V^2 / n) / (level (1 - level))
 * </pre>
 *
 * <p>Dividing by the variance a vote has makes the levels alike: where the cut means nothing each adds 1 on average. One cut for all levels sees a
 * change of spread as well as one of location, and costs a fifth of an ensemble per level.
 *
 * <p>Votes and count are packed into one {@code long} of four 16-bit fields, so that a row is one addition. Source: histograms, and the larger child
 * by subtraction, after Ke et al. (2017), "LightGBM", https://papers.nips.cc/paper/6907; the gain of several targets in one tree is that of
 * multivariate trees, De'ath (2002), https://doi.org/10.1890/0012-9658(2002)083[1105:MRTANT]2.0.CO;2.
 */
final class SplitSearch {

    /** Most rows a packed count can hold. */
    static final int MOST_ROWS = 0xffff;

    /** Positions among {@link QuantileExpert#levels()} of the levels that vote: both sides and the middle; the tails are too thin to say where to cut. */
    private static final int LOW = 0;

    private static final int MIDDLE = QuantileExpert.MEDIAN;
    private static final int HIGH = 2;

    private static final int BINS = FeatureBins.BINS;
    private static final int FIELD = 0xffff;
    private static final long ONE_ROW = 1L << 48;

    private final byte[][] columns;
    private final int leafRows;
    private final double lowWeight = weight(LOW);
    private final double middleWeight = weight(MIDDLE);
    private final double highWeight = weight(HIGH);
    private final long[] gathered;

    private double gain;
    private int feature;
    private int bin;

    SplitSearch(byte[][] columns, int rows, int leafRows) {
        this.columns = columns;
        this.leafRows = leafRows;
        this.gathered = new long[rows];
    }

    private static double weight(int level) {
        double probability = QuantileExpert.levels()[level];
        return 1 / (probability * (1 - probability));
    }

    /** The votes of a row whose forecasts start at {@code forecasts[at]}. */
    static long votes(float target, float[] forecasts, int at) {
        return ONE_ROW
                | (target > forecasts[at + LOW] ? 1L << 32 : 0)
                | (target > forecasts[at + MIDDLE] ? 1L << 16 : 0)
                | (target > forecasts[at + HIGH] ? 1L : 0);
    }

    /** Counts the rows {@code order[from .. to)} into the histograms of {@code features}, one after the other. */
    void count(int[] features, int[] order, int from, int to, long[] votes, long[] histograms) {
        for (int i = from; i < to; i++) {
            gathered[i - from] = votes[order[i]];
        }
        Arrays.fill(histograms, 0, features.length * BINS, 0);
        for (int q = 0; q < features.length; q++) {
            byte[] column = columns[features[q]];
            int at = q * BINS;
            for (int i = from; i < to; i++) {
                histograms[at + column[order[i]]] += gathered[i - from];
            }
        }
    }

    /** Takes the rows of {@code part} out of {@code whole}. */
    static void subtract(int features, long[] whole, long[] part) {
        for (int i = 0; i < features * BINS; i++) {
            whole[i] -= part[i];
        }
    }

    /** Finds the cut with the largest gain; its gain is 0 if there is none that leaves enough rows on both sides. */
    void search(int[] features, long[] histograms) {
        gain = 0;
        long all = 0;
        for (int b = 0; b < BINS; b++) {
            all += histograms[b];
        }
        int rows = rows(all);
        if (rows < 2 * leafRows) {
            return;
        }
        double without = worth(all, rows);
        for (int q = 0; q < features.length; q++) {
            searchFeature(features[q], histograms, q * BINS, all, without);
        }
    }

    private void searchFeature(int candidate, long[] histograms, int at, long all, double without) {
        int rows = rows(all);
        long left = 0;
        for (int b = 0; b < BINS - 1; b++) {
            long here = histograms[at + b];
            left += here;
            int leftRows = rows(left);
            if (here == 0 || leftRows < leafRows) {
                continue;
            }
            if (rows - leftRows < leafRows) {
                return;
            }
            double gained = worth(left, leftRows) + worth(all - left, rows - leftRows) - without;
            if (gained > gain) {
                gain = gained;
                feature = candidate;
                bin = b;
            }
        }
    }

    private static int rows(long packed) {
        return (int) (packed >>> 48);
    }

    private double worth(long packed, int rows) {
        double low = packed >>> 32 & FIELD;
        double middle = packed >>> 16 & FIELD;
        double high = packed & FIELD;
        return (lowWeight * low * low + middleWeight * middle * middle + highWeight * high * high) / rows;
    }

    /** Gain of the cut last found. */
    double gain() {
        return gain;
    }

    /** Feature of the cut last found. */
    int feature() {
        return feature;
    }

    /** The cut last found is above this bin. */
    int bin() {
        return bin;
    }
}
