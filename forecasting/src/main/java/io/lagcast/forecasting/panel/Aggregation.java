package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Weights of the experts for one quantile level in one cell: half of each weight by Bernstein online aggregation, half by recent loss.
 *
 * <p>With {@code q} the combination's quantile, {@code q_e} an expert's, {@code y} the outcome, {@code u} the unit errors are measured in and
 * {@code level} the quantile's level, the expert's excess at a settled forecast is {@code r_e = (1[y < q] - level) (q - q_e) / u}: positive if moving
 * towards the expert would have been better. Over all settled forecasts
 *
 * <pre>
 * V_e = sum r_e^2,   B_e = max |r_e|,   eta_e = min(1 / (2 B_e), sqrt(ln K / V_e)),   R_e = sum (r_e - eta_e r_e^2)
 * b_e proportional to eta_e exp(eta_e R_e)
 * l_e proportional to (mean of the expert's pinball losses)^-8
 * w_e = (b_e + l_e) / 2
 * </pre>
 *
 * <p>where {@code K} is the number of experts, sums in {@code b} fade by {@link #KEEP_EXCESS} and losses by {@link #KEEP_LOSS} a settled forecast.
 * Aggregation finds what experts are worth together and may trust one whose errors offset the others'; the loss notices quickly who has gone astray.
 * Feedback is delayed by the lead: a forecast counts once its outcome is known. An expert that said nothing neither gains nor loses, and its weight is
 * shared out among those that speak. Before any outcome all weigh the same.
 *
 * <p>Source: Wintenberger, "Optimal learning with Bernstein online aggregation", Machine Learning 106, 2017,
 * https://doi.org/10.1007/s10994-016-5592-6, with one learning rate per expert; the gradient trick as in Devaine et al. 2013,
 * https://doi.org/10.1007/s10994-012-5314-7; inverse powers of the error as in Pawlikowski and Chorowska, "Weighted ensemble of statistical models",
 * 2020, https://doi.org/10.1016/j.ijforecast.2019.03.019. Fading, and taking the mean of the two, are ours.
 */
final class Aggregation {

    /** Half after 700 settled forecasts: about a week at the usual strides. */
    private static final double KEEP_EXCESS = 0.999;

    /** Half after 70: about a day. */
    private static final double KEEP_LOSS = 0.99;

    private static final int LOSS_POWER = 8;

    /** In units of the errors: below it losses are the same, that is none. */
    private static final double NO_LOSS = 1e-12;

    private static final double NO_WEIGHT = 1e-9;

    private final double[] gain;
    private final double[] square;
    private final double[] bound;
    private final double[] lossSum;
    private final double[] lossWeight;
    private final double[] weights;
    private final double[] logarithm;

    Aggregation(int experts) {
        this.gain = new double[experts];
        this.square = new double[experts];
        this.bound = new double[experts];
        this.lossSum = new double[experts];
        this.lossWeight = new double[experts];
        this.weights = new double[experts];
        this.logarithm = new double[experts];
        Arrays.fill(weights, 1.0 / experts);
    }

    /** Weight of an expert among all, whether they speak or not. */
    double weight(int expert) {
        return weights[expert];
    }

    /** The mean of the quantiles of those that speak, by weight; the plain mean where those that speak have no weight at all. */
    double combine(double[] quantiles, boolean[] speaks) {
        double sum = 0;
        double weight = 0;
        double plain = 0;
        int count = 0;
        for (int e = 0; e < weights.length; e++) {
            if (speaks[e]) {
                sum += weights[e] * quantiles[e];
                weight += weights[e];
                plain += quantiles[e];
                count++;
            }
        }
        return weight > NO_WEIGHT ? sum / weight : plain / count;
    }

    /** Learns from an outcome. */
    void settle(double level, double[] quantiles, boolean[] speaks, double combined, double outcome, double unit) {
        double gradient = ((outcome < combined ? 1 : 0) - level) / unit;
        for (int e = 0; e < gain.length; e++) {
            gain[e] *= KEEP_EXCESS;
            square[e] *= KEEP_EXCESS;
            bound[e] *= KEEP_EXCESS;
            if (speaks[e]) {
                double excess = gradient * (combined - quantiles[e]);
                gain[e] += excess - rate(e) * excess * excess;
                square[e] += excess * excess;
                bound[e] = Math.max(bound[e], Math.abs(excess));
                double miss = (outcome - quantiles[e]) / unit;
                lossSum[e] = KEEP_LOSS * lossSum[e] + (miss >= 0 ? level * miss : (level - 1) * miss);
                lossWeight[e] = KEEP_LOSS * lossWeight[e] + 1;
            }
        }
        weigh();
    }

    private double rate(int expert) {
        if (square[expert] <= 0) {
            return 0;
        }
        return Math.min(1 / (2 * bound[expert]), Math.sqrt(Math.log(Math.max(2, gain.length)) / square[expert]));
    }

    private void weigh() {
        Arrays.fill(weights, 0);
        for (int e = 0; e < gain.length; e++) {
            double rate = rate(e);
            logarithm[e] = rate > 0 ? Math.log(rate) + rate * gain[e] : Double.NEGATIVE_INFINITY;
        }
        double shared = shareOut();
        for (int e = 0; e < gain.length; e++) {
            logarithm[e] = lossWeight[e] > 0
                    ? -LOSS_POWER * Math.log(NO_LOSS + lossSum[e] / lossWeight[e])
                    : Double.NEGATIVE_INFINITY;
        }
        shared += shareOut();
        for (int e = 0; e < gain.length; e++) {
            weights[e] /= shared;
        }
    }

    /** Adds shares of a weight of 1, by logarithms; what was shared out: 0 if nobody has any, or 1. */
    private double shareOut() {
        double highest = Double.NEGATIVE_INFINITY;
        for (double each : logarithm) {
            highest = Math.max(highest, each);
        }
        if (highest == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        double sum = 0;
        for (int e = 0; e < logarithm.length; e++) {
            logarithm[e] = Math.exp(logarithm[e] - highest);
            sum += logarithm[e];
        }
        for (int e = 0; e < logarithm.length; e++) {
            weights[e] += logarithm[e] / sum;
        }
        return 1;
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        Arrays.fill(gain, 0);
        Arrays.fill(square, 0);
        Arrays.fill(bound, 0);
        Arrays.fill(weights, 1.0 / weights.length);
    }

    void carry(State state) {
        for (double[] each : new double[][] {gain, square, bound, lossSum, lossWeight, weights}) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
    }
}
