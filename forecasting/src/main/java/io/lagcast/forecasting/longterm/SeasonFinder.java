package io.lagcast.forecasting.longterm;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Looks for season lengths in the data itself.
 *
 * <p>At several time scales {@code W} (the whole window, then ever shorter ones) the series minus its centred moving mean over {@code W} buckets is
 * correlated with itself: {@code acf(lag) = (sum x(t) x(t+lag) / pairs(lag)) / (sum x(t)^2 / pairs(0))}, over pairs that are both known. After the
 * correlation has first fallen below 0, the smallest lag counts whose peak is at least nine tenths of the highest; the season is taken if that peak
 * exceeds {@code max(0.3, 5 / sqrt(pairs))} and the data hold at least three seasons. Peaks at multiples of the season make the length precise to a
 * fraction of a bucket. A slow season hides fast ones from the whole window, hence the scales.
 *
 * <p>Constant, empty or very short series have no seasons. What is found is only a proposal: the pool decides by its errors.
 *
 * <p>Source: autocorrelation through the periodogram (Wiener-Khinchin), Box and Jenkins, "Time Series Analysis", ch. 2; thresholds and scales are
 * ours.
 */
public final class SeasonFinder {

    private static final double MIN_CORRELATION = 0.3;
    private static final double SIGNIFICANCE = 5;
    private static final double NEARLY_HIGHEST = 0.9;
    private static final int MIN_BUCKETS = 16;
    private static final int MIN_SEASON = 3;
    private static final int MIN_SEASONS = 3;
    private static final int SCALE_RATIO = 8;
    private static final double SAME = 0.03;

    private SeasonFinder() {}

    /** Season lengths in buckets, longest scale first, at most {@code max}, none within 3 % of another. */
    public static List<Double> find(BucketRing ring, int max) {
        List<Double> found = new ArrayList<>();
        int size = ring.size();
        if (size < MIN_BUCKETS || 2 * ring.known() < size) {
            return found;
        }
        for (int scale = 2 * size; scale >= MIN_BUCKETS && found.size() < max; scale /= SCALE_RATIO) {
            double season = strongest(ring, scale);
            if (season > 0 && found.stream().noneMatch(other -> Math.abs(other - season) < SAME * other)) {
                found.add(season);
            }
        }
        return found;
    }

    /** The season at one scale, 0 if there is none. */
    private static double strongest(BucketRing ring, int scale) {
        double[] remainder = withoutMovingMean(ring, scale);
        int longest = Math.min(scale / 2, ring.size() / MIN_SEASONS);
        double[] correlation = autocorrelation(remainder, ring, longest + 1);
        int lag = firstHighPeak(correlation, longest);
        if (lag < MIN_SEASON) {
            return 0;
        }
        double pairs = (double) (ring.size() - lag) * ring.known() / ring.size();
        if (correlation[lag] < Math.max(MIN_CORRELATION, SIGNIFICANCE / Math.sqrt(pairs))) {
            return 0;
        }
        return refine(correlation, lag, longest);
    }

    /** The smallest lag after the first negative correlation that is a peak nearly as high as the highest; 0 if there is none. */
    private static int firstHighPeak(double[] correlation, int longest) {
        int start = 1;
        while (start <= longest && correlation[start] >= 0) {
            start++;
        }
        double highest = 0;
        for (int lag = start; lag <= longest; lag++) {
            highest = Math.max(highest, correlation[lag]);
        }
        for (int lag = start; lag < longest; lag++) {
            if (correlation[lag] > 0 && correlation[lag] >= NEARLY_HIGHEST * highest) {
                int summit = highest(correlation, lag, Math.min(longest, lag + lag / 4 + 1));
                return summit < longest ? summit : 0;
            }
        }
        return 0;
    }

    private static int highest(double[] correlation, int from, int to) {
        int best = from;
        for (int lag = from; lag <= to; lag++) {
            best = correlation[lag] > correlation[best] ? lag : best;
        }
        return best;
    }

    /** Follows the peak to its doublings: the peak at {@code k} seasons is {@code k} times as precise. */
    private static double refine(double[] correlation, int lag, int longest) {
        double season = lag;
        for (int seasons = 2; seasons * season + seasons <= longest; seasons *= 2) {
            int centre = (int) Math.round(seasons * season);
            int radius = Math.max(1, Math.min(seasons, lag / 4));
            int best = centre;
            for (int at = centre - radius; at <= centre + radius && at <= longest; at++) {
                best = correlation[at] > correlation[best] ? at : best;
            }
            season = (double) best / seasons;
        }
        return season;
    }

    /** Known values minus their centred moving mean; 0 where missing. */
    private static double[] withoutMovingMean(BucketRing ring, int scale) {
        int size = ring.size();
        long first = ring.first();
        double[] sum = new double[size + 1];
        int[] count = new int[size + 1];
        for (int i = 0; i < size; i++) {
            boolean known = ring.isKnown(first + i);
            sum[i + 1] = sum[i] + (known ? ring.value(first + i) : 0);
            count[i + 1] = count[i] + (known ? 1 : 0);
        }
        double[] remainder = new double[size];
        for (int i = 0; i < size; i++) {
            int from = Math.max(0, i - scale / 2);
            int to = Math.min(size, i + scale / 2 + 1);
            if (ring.isKnown(first + i)) {
                remainder[i] = ring.value(first + i) - (sum[to] - sum[from]) / (count[to] - count[from]);
            }
        }
        return remainder;
    }

    private static double[] autocorrelation(double[] values, BucketRing ring, int lags) {
        double[] known = new double[values.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = ring.isKnown(ring.first() + i) ? 1 : 0;
        }
        double[] products = lagged(values, lags);
        double[] pairs = lagged(known, lags);
        double variance = products[0] / pairs[0];
        double[] correlation = new double[lags];
        for (int lag = 0; lag < lags; lag++) {
            correlation[lag] = variance > 0 && pairs[lag] > 0.5 ? products[lag] / pairs[lag] / variance : 0;
        }
        return correlation;
    }

    /** {@code sum over t of x(t) x(t + lag)} for the first {@code lags} lags, through the power spectrum. */
    private static double[] lagged(double[] values, int lags) {
        int length = Integer.highestOneBit(values.length + lags) << 1;
        double[][] spectrum = new double[2][length];
        System.arraycopy(values, 0, spectrum[0], 0, values.length);
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int i = 0; i < length; i++) {
            spectrum[0][i] = spectrum[0][i] * spectrum[0][i] + spectrum[1][i] * spectrum[1][i];
            spectrum[1][i] = 0;
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.INVERSE);
        double[] result = new double[lags];
        System.arraycopy(spectrum[0], 0, result, 0, lags);
        return result;
    }
}
