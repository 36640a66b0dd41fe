package io.lagcast.forecasting.autoregression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.decomposition.FilledSeries;
import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.decomposition.Transformation;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * The common part of the autoregressive experts: a linear recursion on a transformed series, its newest values, and the path it makes of them.
 *
 * <p>With {@code x(t) = z(t) - means[phase(t)]}, {@code z} the {@link Transformation} of the series, {@code d} = {@code difference} and
 * {@code u(t) = x(t) - x(t-d)} ({@code u = x} if {@code d = 0}):
 *
 * <pre>
 * u(t) = intercept + sum_j coefficients[j] u(t - lags[j])
 * </pre>
 *
 * <p>by {@link RobustRegression}. The path applies it again and again, taking its own forecasts for the lags that are not known yet; it is made when
 * it is first asked for after a new bucket. It is kept within half the range of the series beyond its smallest and largest value, on logarithms within
 * a factor of 1.5, so that even an unstable recursion stays finite. A missing bucket is taken to be as forecast. Lags for which the history is too short are left out when fitting.
 */
final class Recursion {

    /** Rows that must remain for the regression beyond two per lag; lags that leave fewer are dropped. A choice, not a measurement. */
    private static final int MIN_ROWS = 60;

    /**
     * How many times as long as a lag the history must be where seasonal means or differences stand in for the season. Without them long lags are used
     * as soon as they can be fitted: the two err on different short histories, and the panel has both. A choice, not a measurement.
     */
    private static final int PATIENCE = 3;

    /** Buckets between two moves of the window to the start of its array. */
    private static final int SLACK = 128;

    /** Pseudo-observations of the mean of all in every seasonal mean. A choice, not a measurement. */
    private static final double SHRINKAGE = 2;

    /** Seasonal means are averaged over their neighbours up to this share of a season to either side: half an hour in a day. */
    private static final double SMOOTHED_SHARE = 1.0 / 48;

    private final BucketRing ring;
    private final double[] seasons;
    private final int maxLead;
    private final Scale scale;
    private final int[] wantedLags;
    private final int difference;
    private final double meansSeason;

    private boolean fitted;
    private double[] means = {0};
    private int[] lags = {};
    private double[] coefficients = {};
    private double intercept;
    private double low;
    private double high;
    private long end;
    private double[] window = {};
    private int size;
    private int pathLeads;
    private Transformation transformation;

    /**
     * @param seasons lengths in buckets
     * @param maxLead the longest lead it will be asked for
     * @param difference of the seasonal difference in buckets, 0 for none
     * @param meansSeason length in buckets of the season whose means are taken off, 0 for none
     */
    Recursion(
            BucketRing ring,
            double[] seasons,
            int maxLead,
            Scale scale,
            int[] lags,
            int difference,
            double meansSeason) {
        this.ring = ring;
        this.seasons = seasons.clone();
        this.maxLead = maxLead;
        this.scale = scale;
        this.wantedLags = lags;
        this.difference = difference;
        this.meansSeason = meansSeason;
        this.transformation = new Transformation(scale, 1, 0);
    }

    /** The lags it was fitted with, as they are to be read. */
    String lags() {
        return Arrays.toString(lags);
    }

    void fit() {
        FilledSeries series = FilledSeries.of(ring, seasons);
        int usable = usableLags(series);
        if (usable == 0) {
            return;
        }
        lags = Arrays.copyOf(wantedLags, usable);
        transformation = Transformation.of(scale, series);
        double[] x = deviations(series);
        double[] u = differences(x);
        int firstRow = difference + lags[usable - 1];
        RobustRegression regression = new RobustRegression(u, lags, firstRow, weights(series));
        coefficients = regression.coefficients();
        intercept = regression.intercept();
        fitted = true;
        fillWindow(x, series.first() + series.length());
    }

    private int usableLags(FilledSeries series) {
        int usable = wantedLags.length;
        while (usable > 0 && !isUsable(series, difference + wantedLags[usable - 1], usable)) {
            usable--;
        }
        return usable;
    }

    private boolean isUsable(FilledSeries series, int firstRow, int count) {
        boolean patient = difference > 0 || meansSeason > 0;
        return series.length() >= (patient ? PATIENCE : 1) * firstRow
                && knownFrom(series, firstRow) >= MIN_ROWS + 2 * count;
    }

    private static int knownFrom(FilledSeries series, int firstRow) {
        int known = 0;
        for (int t = firstRow; t < series.length(); t++) {
            known += series.isKnown(t) ? 1 : 0;
        }
        return known;
    }

    private double[] deviations(FilledSeries series) {
        double[] z = new double[series.length()];
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < z.length; t++) {
            z[t] = transformation.to(series.value(t));
            low = Math.min(low, z[t]);
            high = Math.max(high, z[t]);
        }
        means = meansSeason == 0 ? new double[] {0} : seasonalMeans(series, z);
        for (int t = 0; t < z.length; t++) {
            z[t] -= means[phase(series.first() + t)];
        }
        return z;
    }

    private double[] seasonalMeans(FilledSeries series, double[] z) {
        means = new double[(int) Math.round(meansSeason)];
        int[] visits = new int[means.length];
        double[] sums = new double[means.length];
        double total = 0;
        for (int t = 0; t < z.length; t++) {
            if (series.isKnown(t)) {
                int phase = phase(series.first() + t);
                sums[phase] += z[t];
                visits[phase]++;
                total += z[t];
            }
        }
        double all = total / Math.max(1, series.known());
        for (int phase = 0; phase < sums.length; phase++) {
            sums[phase] = (sums[phase] + SHRINKAGE * all) / (visits[phase] + SHRINKAGE);
        }
        return smoothed(sums);
    }

    private static double[] smoothed(double[] means) {
        int side = (int) (SMOOTHED_SHARE * means.length);
        double[] smoothed = new double[means.length];
        for (int phase = 0; phase < means.length; phase++) {
            for (int i = -side; i <= side; i++) {
                smoothed[phase] += means[Math.floorMod(phase + i, means.length)] / (2 * side + 1);
            }
        }
        return smoothed;
    }

    private int phase(long bucket) {
        if (means.length == 1) {
            return 0;
        }
        double seasonsPassed = bucket / meansSeason;
        double share = seasonsPassed - Math.floor(seasonsPassed);
        return Math.min(means.length - 1, (int) (share * means.length + 1e-6));
    }

    private double[] differences(double[] x) {
        if (difference == 0) {
            return x;
        }
        double[] u = new double[x.length];
        for (int t = difference; t < x.length; t++) {
            u[t] = x[t] - x[t - difference];
        }
        return u;
    }

    /** The past counts half as much every two of the longest seasons, or after half of the history if that is longer. */
    private double[] weights(FilledSeries series) {
        double longest = Arrays.stream(seasons).max().orElse(0);
        double halfLife = Math.max(2 * longest, series.length() / 2.0);
        double keep = Math.pow(0.5, 1 / halfLife);
        double[] weights = new double[series.length()];
        double weight = 1;
        for (int t = weights.length - 1; t >= 0; t--) {
            weights[t] = series.isKnown(t) ? weight : 0;
            weight *= keep;
        }
        return weights;
    }

    private void fillWindow(double[] x, long endOfSeries) {
        int reach = Math.min(x.length, reach());
        window = new double[reach() + SLACK + maxLead];
        System.arraycopy(x, x.length - reach, window, 0, reach);
        size = reach;
        end = endOfSeries;
        pathLeads = 0;
    }

    private int reach() {
        return difference + lags[lags.length - 1];
    }

    void absorb(long bucket, double value) {
        if (!fitted) {
            return;
        }
        double z = transformation.to(value);
        low = Math.min(low, z);
        high = Math.max(high, z);
        append(bucket, z - means[phase(bucket)]);
    }

    void absorbMissing(long bucket) {
        if (fitted) {
            append(bucket, pathLeads > 0 ? window[size] : next(size, bucket));
        }
    }

    private void append(long bucket, double deviation) {
        if (size + maxLead == window.length) {
            System.arraycopy(window, size - reach(), window, 0, reach());
            size = reach();
        }
        window[size++] = deviation;
        end = bucket + 1;
        pathLeads = 0;
    }

    boolean canForecast(int lead) {
        return fitted && lead >= 1 && lead <= maxLead;
    }

    double forecast(int lead) {
        while (pathLeads < lead) {
            window[size + pathLeads] = next(size + pathLeads, end + pathLeads);
            pathLeads++;
        }
        return transformation.from(window[size + lead - 1] + means[phase(end + lead - 1)]);
    }

    /** The deviation that follows the ones before {@code at}, which belongs to {@code bucket}. */
    private double next(int at, long bucket) {
        double u = intercept;
        if (difference == 0) {
            for (int j = 0; j < lags.length; j++) {
                u += coefficients[j] * window[at - lags[j]];
            }
        } else {
            for (int j = 0; j < lags.length; j++) {
                u += coefficients[j] * (window[at - lags[j]] - window[at - lags[j] - difference]);
            }
            u += window[at - difference];
        }
        double usual = means[phase(bucket)];
        return transformation.within(low, high, u + usual) - usual;
    }

    void carry(State state) {
        fitted = state.flag(fitted);
        transformation =
                new Transformation(scale, state.number(transformation.mean()), state.number(transformation.offset()));
        means = state.numbers(means);
        lags = state.counts(lags);
        coefficients = state.numbers(coefficients);
        intercept = state.number(intercept);
        low = state.number(low);
        high = state.number(high);
        end = state.whole(end);
        boolean keeps = fitted && !state.isRestoring();
        double[] newest = state.numbers(keeps ? Arrays.copyOfRange(window, size - reach(), size) : new double[0]);
        if (fitted) {
            fillWindow(newest, end);
        }
    }
}
