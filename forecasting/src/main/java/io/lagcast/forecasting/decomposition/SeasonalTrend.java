package io.lagcast.forecasting.decomposition;

import java.util.Arrays;

/**
 * One series taken apart into seasonal component, trend and remainder: STL.
 *
 * <p>Twice, then once again with the outliers weighed down: take the trend off; smooth the values of each phase over the seasons (or take their mean,
 * if {@code seasonalSpan} is {@link #PERIODIC}); take the moving mean of that off; take the seasonal component off the series and smooth the rest
 * into the trend. Values that were filled in have weight 0.
 *
 * <p>Source: Cleveland et al. 1990, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official Statistics 6, 3-73. Its
 * default spans, 2 inner iterations and jumps of a tenth of the span; fewer outer iterations than its 15.
 */
final class SeasonalTrend {

    /** For a seasonal component that does not change. */
    static final int PERIODIC = Integer.MAX_VALUE;

    private static final int INNER = 2;
    private static final int OUTER = 1;

    private final double[] values;
    private final double[] known;
    private final int season;
    private final int seasonalSpan;
    private final double[] seasonal;
    private double[] trend;
    private double[] weights;

    /**
     * @param known 1 for an observed value, 0 for one filled in
     * @param season in buckets, at most half the length
     * @param seasonalSpan seasons over which a phase is smoothed, odd, or {@link #PERIODIC}
     */
    SeasonalTrend(double[] values, double[] known, int season, int seasonalSpan) {
        this.values = values;
        this.known = known;
        this.season = season;
        this.seasonalSpan = seasonalSpan;
        this.seasonal = new double[values.length];
        this.trend = new double[values.length];
        this.weights = known;
        for (int outer = 0; outer <= OUTER; outer++) {
            for (int inner = 0; inner < INNER; inner++) {
                improve();
            }
            weights = outer < OUTER ? bisquare() : weights;
        }
    }

    private void improve() {
        double[] cycles = cycles();
        double[] slow = movingMean(movingMean(movingMean(cycles, season), season), 3);
        double[] ones = new double[slow.length];
        Arrays.fill(ones, 1);
        int lowSpan = season | 1;
        double[] low = LocalRegression.smooth(slow, ones, lowSpan, 0, Math.max(1, lowSpan / 10));
        double[] adjusted = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            seasonal[t] = cycles[t + season] - low[t];
            adjusted[t] = values[t] - seasonal[t];
        }
        double ratio = seasonalSpan == PERIODIC ? 0 : 1.5 / seasonalSpan;
        int trendSpan = (int) Math.ceil(1.5 * season / (1 - ratio)) | 1;
        trend = LocalRegression.smooth(adjusted, weights, trendSpan, 0, Math.max(1, trendSpan / 10));
    }

    /** Each phase smoothed over the seasons, from one season before the series to one after. */
    private double[] cycles() {
        double[] cycles = new double[values.length + 2 * season];
        for (int phase = 0; phase < season; phase++) {
            int count = (values.length - phase + season - 1) / season;
            double[] same = new double[count];
            double[] weight = new double[count];
            for (int i = 0; i < count; i++) {
                same[i] = values[phase + i * season] - trend[phase + i * season];
                weight[i] = weights[phase + i * season];
            }
            double[] smooth = seasonalSpan == PERIODIC
                    ? constant(same, weight)
                    : LocalRegression.smooth(same, weight, seasonalSpan, 1, 1);
            for (int i = 0; i < smooth.length; i++) {
                cycles[phase + i * season] = smooth[i];
            }
        }
        return cycles;
    }

    private static double[] constant(double[] same, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < same.length; i++) {
            sum += weights[i] * same[i];
            weight += weights[i];
        }
        double[] constant = new double[same.length + 2];
        Arrays.fill(constant, weight > 0 ? sum / weight : same[0]);
        return constant;
    }

    private double[] bisquare() {
        double[] errors = new double[values.length];
        for (int t = 0; t < errors.length; t++) {
            errors[t] = Math.abs(values[t] - seasonal[t] - trend[t]);
        }
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        double bound = 6 * sorted[sorted.length / 2];
        double[] robust = new double[values.length];
        for (int t = 0; t < robust.length; t++) {
            double share = bound > 0 ? Math.min(1, errors[t] / bound) : 0;
            robust[t] = known[t] * (1 - share * share) * (1 - share * share);
        }
        return robust;
    }

    private static double[] movingMean(double[] x, int length) {
        double[] means = new double[x.length - length + 1];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i];
            if (i >= length - 1) {
                means[i - length + 1] = sum / length;
                sum -= x[i - length + 1];
            }
        }
        return means;
    }

    /** The seasonal component at every value. */
    double[] seasonal() {
        return seasonal;
    }
}
