package io.lagcast.forecasting.regression;

import java.util.Arrays;

/**
 * Finds the coefficients of one conditional quantile. Mutable scratch space, one owner.
 *
 * <p>With {@code r = d - b0 - b x} the residuals of {@code n} examples, {@code q = level} and {@code c = centre}, it minimises
 *
 * <pre>
 * sum of loss(r) / n + penalty / (2 s) |b - c|^2
 *
 * loss(r) = q r             where r >= h
 *           (q - 1) r       where r <= -h
 *           (q - 1/2) r + r^2 / (4 h) + h / 4   between
 * </pre>
 *
 * <p>the pinball loss with its kink rounded off over a width {@code h}; {@code s}, the mean loss at the start, makes the penalty independent of the
 * unit. {@code h} is half the distance between the residuals' quantiles {@code q +- 0.4 q (1 - q)} at the start. Newton's steps use the curvature of
 * the examples within {@code h} only, so one costs little more than a gradient; each is halved until the loss falls enough. It stops when a step
 * promises less than {@value #ENOUGH} of the loss, after {@value #STEPS} steps at most.
 *
 * <p>Source: smoothing as in He, Pan, Tan and Zhou (2023), https://doi.org/10.1016/j.jeconom.2021.07.010, with a uniform kernel; their bandwidth depends
 * on the sample's size, ours on the local density of the residuals, which works from the median to the tail. The penalty is ours.
 */
final class QuantileSolver {

    private static final int STEPS = 6;
    private static final int HALVINGS = 10;
    private static final double ENOUGH = 1e-3;
    private static final double ARMIJO = 0.1;

    /** Half the share of residuals in the rounded kink, as a multiple of {@code q (1 - q)}. */
    private static final double BAND = 0.4;

    /** Smallest width of the rounding as a share of the mean loss, for residuals that are mostly alike. */
    private static final double NARROWEST = 0.02;

    /** Share of the examples added to the intercept's curvature, so that it never vanishes. */
    private static final double INTERCEPT_CURVATURE = 1e-3;

    private final Examples examples;
    private final int width;
    private final int count;
    private final NormalEquations curvature;
    private final double[] direction;
    private final double[] change;
    private double[] residuals;
    private double[] attempt;
    private double level;
    private double band;
    private double penalty;
    private double[] centre;

    /** For the first {@code count} examples. */
    QuantileSolver(Examples examples, int count) {
        this.examples = examples;
        this.width = examples.width();
        this.count = count;
        this.curvature = new NormalEquations(width);
        this.direction = new double[width + 1];
        this.change = new double[count];
        this.residuals = new double[count];
        this.attempt = new double[count];
        this.centre = direction;
    }

    /**
     * Coefficients of the quantile, the intercept last.
     *
     * @param start coefficients to begin from; the intercept is moved to suit the level first
     * @param towards coefficients to be held to, the intercept excepted
     */
    double[] solve(double quantileLevel, double relativePenalty, double[] start, double[] towards) {
        level = quantileLevel;
        centre = towards;
        double[] coefficients = start.clone();
        for (int i = 0; i < count; i++) {
            residuals[i] = examples.targets()[i] - examples.predicted(coefficients, i);
        }
        double spread = prepare(coefficients);
        if (spread == 0) {
            return coefficients;
        }
        penalty = relativePenalty / spread;
        double loss = loss(residuals, coefficients, 0);
        for (int step = 0; step < STEPS; step++) {
            double promise = direct(coefficients);
            double reached = promise > ENOUGH * loss ? walk(coefficients, loss, promise) : loss;
            if (!(reached < loss)) {
                break;
            }
            loss = reached;
        }
        return coefficients;
    }

    /** Moves the intercept, sets {@link #band} and returns the mean loss. */
    private double prepare(double[] coefficients) {
        System.arraycopy(residuals, 0, attempt, 0, count);
        Arrays.sort(attempt, 0, count);
        double reach = BAND * level * (1 - level);
        double shift = atShare(level);
        band = 0.5 * (atShare(level + reach) - atShare(level - reach));
        coefficients[width] += shift;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            residuals[i] -= shift;
            sum += residuals[i] * (residuals[i] > 0 ? level : level - 1);
        }
        double spread = sum / count;
        band = Math.max(band, NARROWEST * spread);
        return spread;
    }

    private double atShare(double share) {
        return attempt[(int) (share * (count - 1))];
    }

    /** Sets {@link #direction} to Newton's step and {@link #change} to what it does to the predictions; returns how fast the loss falls along it. */
    private double direct(double[] coefficients) {
        curvature.clear();
        Arrays.fill(direction, 0);
        for (int i = 0; i < count; i++) {
            double pull = pull(residuals[i]);
            int at = i * width;
            double[] inputs = examples.inputs();
            for (int j = 0; j < width; j++) {
                direction[j] += pull * inputs[at + j];
            }
            direction[width] += pull;
            if (Math.abs(residuals[i]) < band) {
                curvature.addProducts(inputs, at);
            }
        }
        for (int j = 0; j <= width; j++) {
            direction[j] /= count;
            direction[j] -= j < width ? penalty * (coefficients[j] - centre[j]) : 0;
        }
        double[] slope = direction.clone();
        double scale = 1 / (2 * band * count);
        curvature.solveScaled(scale, penalty, INTERCEPT_CURVATURE * count * scale, direction);
        double promise = 0;
        for (int j = 0; j <= width; j++) {
            promise += slope[j] * direction[j];
        }
        for (int i = 0; i < count; i++) {
            change[i] = examples.predicted(direction, i);
        }
        return promise;
    }

    private double pull(double residual) {
        if (residual >= band) {
            return level;
        }
        return residual <= -band ? level - 1 : level - 0.5 + residual / (2 * band);
    }

    /** Goes along {@link #direction} as far as it helps; returns the loss there, or the old one if nothing helped. */
    private double walk(double[] coefficients, double loss, double promise) {
        double step = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            for (int i = 0; i < count; i++) {
                attempt[i] = residuals[i] - step * change[i];
            }
            double reached = loss(attempt, coefficients, step);
            if (reached <= loss - ARMIJO * step * promise) {
                double[] swapped = residuals;
                residuals = attempt;
                attempt = swapped;
                for (int j = 0; j <= width; j++) {
                    coefficients[j] += step * direction[j];
                }
                return reached;
            }
            step /= 2;
        }
        return loss;
    }

    /** The penalised loss of residuals, {@code step} along {@link #direction} from the coefficients. */
    private double loss(double[] left, double[] coefficients, double step) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double residual = left[i];
            double excess = Math.max(0, band - Math.abs(residual));
            sum += residual * (residual > 0 ? level : level - 1) + excess * excess / (4 * band);
        }
        double squares = 0;
        for (int j = 0; j < width; j++) {
            double away = coefficients[j] + step * direction[j] - centre[j];
            squares += away * away;
        }
        return sum / count + penalty / 2 * squares;
    }
}
