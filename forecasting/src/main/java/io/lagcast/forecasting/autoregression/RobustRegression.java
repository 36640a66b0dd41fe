package io.lagcast.forecasting.autoregression;

import java.util.Arrays;

/**
 * Ridge regression of a series on its own lags, little moved by outliers and by what is long past.
 *
 * <p>{@code x(t) = intercept + sum_j c_j x(t - lag_j)}, where {@code c} minimises {@code sum_t g(t) e(t)^2 + ridge |c|^2} with the weights
 * {@code g(t) = 0.5^(age / halfLife) min(1, 1.5 median|e| / |e(t)|)} (Huber's) found by {@link #PASSES} repetitions that start from
 * {@code g(t) = 0.5^(age / halfLife)}, and {@code ridge} = {@link #RIDGE} times the mean weighted variance of the regressors. Only rows whose target
 * was observed are used. On a constant series all coefficients are 0 and the intercept is the constant.
 *
 * <p>Source: Huber, "Robust Estimation of a Location Parameter", 1964, https://doi.org/10.1214/aoms/1177703732; by iteratively reweighted least
 * squares, Holland and Welsch 1977, https://doi.org/10.1080/03610927708827533. The tuning constant (1.5 median|e| is about one standard deviation) is
 * between Huber's 1.345 sigma and the median regression that the absolute error asks for.
 */
final class RobustRegression {

    /** In units of the mean weighted variance of a regressor: only keeps the equations solvable. */
    private static final double RIDGE = 1e-5;

    private static final int PASSES = 3;

    private static final double HUBER = 1.5;

    private final double[] x;
    private final int[] lags;
    private final int firstRow;
    private final double[] weights;
    private final double[] means;
    private final double[] row;
    private final double[] errors;
    private final double[][] matrix;
    private final double[] coefficients;
    private double intercept;

    /**
     * @param x the series, with something plausible in its gaps
     * @param lags ascending
     * @param firstRow the first target, at least the largest lag
     * @param weights of the targets, 0 for one that was not observed; will be changed
     */
    RobustRegression(double[] x, int[] lags, int firstRow, double[] weights) {
        this.x = x;
        this.lags = lags;
        this.firstRow = firstRow;
        this.weights = weights;
        this.means = new double[lags.length];
        this.row = new double[lags.length];
        this.errors = new double[x.length - firstRow];
        this.matrix = new double[lags.length][lags.length];
        this.coefficients = new double[lags.length];
        double[] base = weights.clone();
        solve();
        for (int pass = 0; pass < PASSES; pass++) {
            reweight(base);
            solve();
        }
    }

    private void solve() {
        double meanTarget = center();
        Arrays.fill(coefficients, 0);
        for (double[] line : matrix) {
            Arrays.fill(line, 0);
        }
        for (int t = firstRow; t < x.length; t++) {
            if (weights[t] > 0) {
                addRow(t, x[t] - meanTarget);
            }
        }
        addRidge();
        Cholesky.solve(matrix, coefficients);
        intercept = meanTarget;
        for (int j = 0; j < lags.length; j++) {
            intercept -= coefficients[j] * means[j];
        }
    }

    private double center() {
        double weight = 0;
        double meanTarget = 0;
        Arrays.fill(means, 0);
        for (int t = firstRow; t < x.length; t++) {
            double g = weights[t];
            if (g > 0) {
                weight += g;
                meanTarget += g * x[t];
                for (int j = 0; j < lags.length; j++) {
                    means[j] += g * x[t - lags[j]];
                }
            }
        }
        for (int j = 0; j < lags.length; j++) {
            means[j] /= weight;
        }
        return meanTarget / weight;
    }

    private void addRow(int t, double target) {
        double g = weights[t];
        for (int j = 0; j < lags.length; j++) {
            row[j] = x[t - lags[j]] - means[j];
        }
        for (int j = 0; j < lags.length; j++) {
            double weighted = g * row[j];
            coefficients[j] += weighted * target;
            double[] line = matrix[j];
            for (int i = 0; i <= j; i++) {
                line[i] += weighted * row[i];
            }
        }
    }

    private void addRidge() {
        double trace = 0;
        for (int j = 0; j < lags.length; j++) {
            trace += matrix[j][j];
        }
        for (int j = 0; j < lags.length; j++) {
            matrix[j][j] += RIDGE * trace / lags.length + Double.MIN_NORMAL;
        }
    }

    private void reweight(double[] base) {
        int rows = 0;
        for (int t = firstRow; t < x.length; t++) {
            if (base[t] > 0) {
                errors[rows++] = Math.abs(error(t));
            }
        }
        double[] sorted = Arrays.copyOf(errors, rows);
        Arrays.sort(sorted);
        double bound = HUBER * sorted[rows / 2];
        int r = 0;
        for (int t = firstRow; t < x.length; t++) {
            if (base[t] > 0) {
                double error = errors[r++];
                weights[t] = error <= bound || bound == 0 ? base[t] : base[t] * bound / error;
            }
        }
    }

    private double error(int t) {
        double fitted = intercept;
        for (int j = 0; j < lags.length; j++) {
            fitted += coefficients[j] * x[t - lags[j]];
        }
        return x[t] - fitted;
    }

    double[] coefficients() {
        return coefficients;
    }

    double intercept() {
        return intercept;
    }
}
