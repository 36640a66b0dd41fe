package io.lagcast.benchmarks;

import java.util.Arrays;

/**
 * The M4 competition's yardstick: the last value of the seasonally adjusted series, with the season put back.
 *
 * <p>Adjusted by classical multiplicative decomposition, if the autocorrelation at the season is significant at 90 %:
 * {@code |r_m| > 1.645 sqrt((1 + 2 sum_(i<m) r_i^2) / n)}; otherwise the last value. Shorter than three seasons: the last value.
 *
 * <p>M4 benchmark code, <a
 * href="https://github.com/Mcompetitions/M4-methods/blob/master/Benchmarks%20and%20Evaluation.R">Benchmarks and Evaluation.R</a>
 * ({@code SeasonalityTest}, {@code decompose(type = "multiplicative")}).
 */
final class Naive2 {

    private static final double NINETY_PERCENT = 1.645;

    private Naive2() {}

    /** The forecasts for {@code horizon} steps after {@code past}. */
    static double[] forecast(double[] past, int season, int horizon) {
        double[] indices = isSeasonal(past, season) ? indices(past, season) : ones(season);
        int n = past.length;
        double level = past[n - 1] / indices[(n - 1) % season];
        double[] forecast = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            forecast[h] = level * indices[(n + h) % season];
        }
        return forecast;
    }

    private static boolean isSeasonal(double[] past, int season) {
        if (past.length < 3 * season) {
            return false;
        }
        double squares = 0;
        for (int lag = 1; lag < season; lag++) {
            squares += Math.pow(autocorrelation(past, lag), 2);
        }
        double limit = NINETY_PERCENT * Math.sqrt((1 + 2 * squares) / past.length);
        return Math.abs(autocorrelation(past, season)) > limit;
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int t = 0; t < values.length; t++) {
            square += Math.pow(values[t] - mean, 2);
            product += t < lag ? 0 : (values[t] - mean) * (values[t - lag] - mean);
        }
        return square == 0 ? 0 : product / square;
    }

    /** By position in the season: mean ratio to the centred moving average over a season, scaled so that their mean is 1. */
    private static double[] indices(double[] past, int season) {
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int t = half; t + half < past.length; t++) {
            double trend = season % 2 == 0 ? (past[t - half] + past[t + half]) / 2 : past[t + half];
            for (int i = t - half + (season % 2 == 0 ? 1 : 0); i < t + half; i++) {
                trend += past[i];
            }
            sums[t % season] += past[t] / (trend / season);
            counts[t % season]++;
        }
        double[] indices = new double[season];
        for (int i = 0; i < season; i++) {
            indices[i] = sums[i] / counts[i];
        }
        double mean = Arrays.stream(indices).average().orElseThrow();
        return Arrays.stream(indices).map(index -> index / mean).toArray();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
