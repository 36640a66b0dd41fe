package io.lagcast.forecasting.backtest;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.point.PointModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The choice of a model's parameters from a small grid: every combination walks along the training part of the series, and the one with the smallest
 * mean absolute error at the given leads is taken. Errors are looked at every so many buckets, so that the cost hardly depends on the length.
 */
public final class Tuning {

    private static final int ORIGINS = 1000;

    private Tuning() {}

    /**
     * The index in {@code grid} of the best combination for each set of leads; 0, the default, where none could be judged.
     *
     * @param history the series
     * @param until the bucket after the training part
     * @param leadSets the leads that matter together, in buckets
     * @param grid makes fresh models; none of them may look into a ring
     */
    public static int[] best(BucketRing history, long until, int[][] leadSets, List<Supplier<PointModel>> grid) {
        int[] best = new int[leadSets.length];
        double[] bestError = new double[leadSets.length];
        Arrays.fill(bestError, Double.POSITIVE_INFINITY);
        for (int i = 0; i < grid.size(); i++) {
            double[] errors =
                    meanAbsoluteErrors(history, until, leadSets, grid.get(i).get());
            for (int set = 0; set < errors.length; set++) {
                if (errors[set] < bestError[set]) {
                    best[set] = i;
                    bestError[set] = errors[set];
                }
            }
        }
        return best;
    }

    private static double[] meanAbsoluteErrors(BucketRing history, long until, int[][] leadSets, PointModel model) {
        long every = Math.max(1, (until - history.first()) / ORIGINS);
        double[] sum = new double[leadSets.length];
        long[] count = new long[leadSets.length];
        for (long bucket = history.first(); bucket < until; bucket++) {
            if (history.isKnown(bucket)) {
                model.absorb(bucket, history.value(bucket));
            } else {
                model.absorbMissing(bucket);
            }
            if (bucket % every == 0 && model.isReady()) {
                for (int set = 0; set < leadSets.length; set++) {
                    for (int lead : leadSets[set]) {
                        if (bucket + lead < until && history.isKnown(bucket + lead)) {
                            sum[set] += Math.abs(history.value(bucket + lead) - Math.max(0, model.forecast(lead)));
                            count[set]++;
                        }
                    }
                }
            }
        }
        for (int set = 0; set < sum.length; set++) {
            sum[set] = count[set] == 0 ? Double.POSITIVE_INFINITY : sum[set] / count[set];
        }
        return sum;
    }
}
