package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of the experts for one quantile level in one cell, by two rules that are themselves weighed by what they said: Bernstein online aggregation and
 * recent loss.
 *
 * <p>With {@code q} the quantile of the first rule, {@code q_e} an expert's, {@code y} the outcome and {@code level} the quantile's level, the expert's
 * excess at a settled forecast is {@code r_e = (1[y < q] - level) (q - q_e)}: positive if moving towards the expert would have been better. Over all
 * settled forecasts
 *
 * <pre>
 * V_e = sum r_e^2,   B_e = max |r_e|,   eta_e = min(1 / (2 B_e), sqrt(ln K / V_e)),   R_e = sum (r_e - eta_e r_e^2)
 * b_e proportional to eta_e exp(eta_e R_e)
 * l_e proportional to (mean of the expert's pinball losses)^-8
 * s_b, s_l proportional to (mean of the pinball losses of what the experts say together by b, by l)^-32
 * w_e = s_b b_e + s_l l_e
 * </pre>
 *
 * <p>where {@code K} is the number of experts, sums in {@code b} fade by {@link #KEEP_EXCESS}, losses in {@code l} by {@link #KEEP_LOSS} and in {@code s}
 * by {@link #KEEP_RULE} a settled forecast. Aggregation finds what experts are worth together and may trust one whose errors offset the others'; the
 * loss notices quickly who has gone astray, or who alone foresees the rare bursts that make up most of the loss. Which of the two a series needs shows
 * in a few percent of loss, hence the high power. Feedback is delayed by the lead: a forecast counts once its outcome is known. An expert that said
 * nothing neither gains nor loses, and its weight is shared out among those that speak. Before any outcome all weigh the same.
 *
 * <p>Losses are in the series' own unit, as they are scored. In units of the forecast's level whoever foresees a burst would have the least to gain
 * from it.
 *
 * <p>Source: Wintenberger, "Optimal learning with Bernstein online aggregation", Machine Learning 106, 2017,
 * https://doi.org/10.1007/s10994-016-5592-6, with one learning rate per expert; the gradient trick as in Devaine et al. 2013,
 * https://doi.org/10.1007/s10994-012-5314-7; inverse powers of the error as in Pawlikowski and Chorowska, "Weighted ensemble of statistical models",
 * 2020, https://doi.org/10.1016/j.ijforecast.2019.03.019. Fading, and weighing the two rules, are ours.
 */
final class Aggregation {

    /** Half after 700 settled forecasts: about a week at the usual strides. */
    private static final double KEEP_EXCESS = 0.999;

    /** Half after 35: about half a day. */
    private static final double KEEP_LOSS = 0.98;

    /** Half after 70: about a day. */
    private static final double KEEP_RULE = 0.99;

    private static final int LOSS_POWER = 8;
    private static final int RULE_POWER = 32;

    /** In the series' unit: below it losses are the same, that is none. */
    private static final double NO_LOSS = 1e-12;

    private static final double NO_WEIGHT = 1e-9;

    private final double[] gain;
    private final double[] square;
    private final double[] bound;
    private final double[] lossSum;
    private final double[] lossWeight;
    private final double[] weights;

    /** Weights by aggregation and by loss, and the fading sum of the losses of what each of the two said. */
    private final double[][] ruleWeights;

    private final double[] ruleLoss;
    private final double[] logarithm;
    private final double[] ruleLogarithm = new double[2];

    Aggregation(int experts) {
        this.gain = new double[experts];
        this.square = new double[experts];
        this.bound = new double[experts];
        this.lossSum = new double[experts];
        this.lossWeight = new double[experts];
        this.weights = new double[experts];
        this.ruleWeights = new double[2][experts];
        this.ruleLoss = new double[2];
        this.logarithm = new double[experts];
        for (double[] each : List.of(weights, ruleWeights[0], ruleWeights[1])) {
            Arrays.fill(each, 1.0 / experts);
        }
    }

    /** Weight of an expert among all, whether they speak or not. */
    double weight(int expert) {
        return weights[expert];
    }

    /** The mean of the quantiles of those that speak, by weight; the plain mean where those that speak have no weight at all. */
    double combine(double[] quantiles, boolean[] speaks) {
        return combine(weights, quantiles, speaks);
    }

    private static double combine(double[] weights, double[] quantiles, boolean[] speaks) {
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
    void settle(double level, double[] quantiles, boolean[] speaks, double outcome) {
        double aggregated = combine(ruleWeights[0], quantiles, speaks);
        double byLoss = combine(ruleWeights[1], quantiles, speaks);
        ruleLoss[0] = KEEP_RULE * ruleLoss[0] + pinball(level, outcome - aggregated);
        ruleLoss[1] = KEEP_RULE * ruleLoss[1] + pinball(level, outcome - byLoss);
        double gradient = (outcome < aggregated ? 1 : 0) - level;
        for (int e = 0; e < gain.length; e++) {
            gain[e] *= KEEP_EXCESS;
            square[e] *= KEEP_EXCESS;
            bound[e] *= KEEP_EXCESS;
            if (speaks[e]) {
                double excess = gradient * (aggregated - quantiles[e]);
                gain[e] += excess - rate(e) * excess * excess;
                square[e] += excess * excess;
                bound[e] = Math.max(bound[e], Math.abs(excess));
                lossSum[e] = KEEP_LOSS * lossSum[e] + pinball(level, outcome - quantiles[e]);
                lossWeight[e] = KEEP_LOSS * lossWeight[e] + 1;
            }
        }
        weigh();
    }

    private static double pinball(double level, double miss) {
        return miss >= 0 ? level * miss : (level - 1) * miss;
    }

    private double rate(int expert) {
        if (square[expert] <= 0) {
            return 0;
        }
        return Math.min(1 / (2 * bound[expert]), Math.sqrt(Math.log(Math.max(2, gain.length)) / square[expert]));
    }

    private void weigh() {
        for (int e = 0; e < gain.length; e++) {
            double rate = rate(e);
            logarithm[e] = rate > 0 ? Math.log(rate) + rate * gain[e] : Double.NEGATIVE_INFINITY;
        }
        boolean aggregates = shareOut(logarithm, ruleWeights[0]);
        for (int e = 0; e < gain.length; e++) {
            logarithm[e] = lossWeight[e] > 0
                    ? -LOSS_POWER * Math.log(NO_LOSS + lossSum[e] / lossWeight[e])
                    : Double.NEGATIVE_INFINITY;
        }
        shareOut(logarithm, ruleWeights[1]);
        ruleLogarithm[0] = aggregates ? -RULE_POWER * Math.log(NO_LOSS + ruleLoss[0]) : Double.NEGATIVE_INFINITY;
        ruleLogarithm[1] = -RULE_POWER * Math.log(NO_LOSS + ruleLoss[1]);
        shareOut(ruleLogarithm, ruleLogarithm);
        for (int e = 0; e < gain.length; e++) {
            weights[e] = ruleLogarithm[0] * ruleWeights[0][e] + ruleLogarithm[1] * ruleWeights[1][e];
        }
    }

    /** Shares a weight of 1 by logarithms; equally if nobody has any, which is answered by false. */
    private static boolean shareOut(double[] logarithms, double[] into) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double each : logarithms) {
            highest = Math.max(highest, each);
        }
        if (highest == Double.NEGATIVE_INFINITY) {
            Arrays.fill(into, 1.0 / into.length);
            return false;
        }
        double sum = 0;
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.exp(logarithms[i] - highest);
            sum += into[i];
        }
        for (int i = 0; i < into.length; i++) {
            into[i] /= sum;
        }
        return true;
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        for (double[] each : List.of(gain, square, bound, ruleLoss)) {
            Arrays.fill(each, 0);
        }
        for (double[] each : List.of(weights, ruleWeights[0], ruleWeights[1])) {
            Arrays.fill(each, 1.0 / weights.length);
        }
    }

    void carry(State state) {
        for (double[] each :
                List.of(gain, square, bound, lossSum, lossWeight, weights, ruleWeights[0], ruleWeights[1], ruleLoss)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
    }
}
