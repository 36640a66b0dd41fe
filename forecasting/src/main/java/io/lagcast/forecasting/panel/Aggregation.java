package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Weights of the experts for one quantile level in one cell: Bernstein online aggregation, on the gradient of the pinball loss.
 *
 * <p>With {@code q} the combination's quantile, {@code q_e} an expert's, {@code y} the outcome, {@code u} the unit errors are measured in and
 * {@code level} the quantile's level, the expert's excess at a settled forecast is {@code r_e = (1[y < q] - level) (q - q_e) / u}: positive if moving towards the
 * expert would have been better. Over all settled forecasts
 *
 * <pre>
 * V_e = sum r_e^2,   B_e = max |r_e|,   eta_e = min(1 / (2 B_e), sqrt(ln K / V_e)),   R_e = sum (r_e - eta_e r_e^2)
 * w_e proportional to prior_e eta_e exp(eta_e R_e)
 * </pre>
 *
 * <p>where sums fade by {@code keep} a settled forecast and {@code K} is the number of experts. Feedback is delayed by the lead: a forecast counts once its outcome is known. An expert that said nothing neither gains
 * nor loses, and its weight is shared out among those that speak. Before any outcome all weigh the same.
 *
 * <p>Source: Wintenberger, "Optimal learning with Bernstein online aggregation", Machine Learning 106, 2017, https://doi.org/10.1007/s10994-016-5592-6,
 * the adaptive variant with one learning rate per expert; the gradient trick as in Devaine et al. 2013, https://doi.org/10.1007/s10994-012-5314-7. Fading is ours: the best
 * expert changes with the season of the year.
 */
final class Aggregation {

    private final double keep;
    static final int MODE = Integer.getInteger("mode", 3);
    static final double P = Double.parseDouble(System.getProperty("p", "4"));
    static final double LK = Double.parseDouble(System.getProperty("lk", "0.99"));
    private final double[] lossSum = new double[64];
    private final double[] lossWeight = new double[64];
    private final double[] gain;
    private final double[] square;
    private final double[] bound;
    private final double[] weights;
    private final double[] logarithm;

    Aggregation(int experts, double keep) {
        this.keep = keep;
        this.gain = new double[experts];
        this.square = new double[experts];
        this.bound = new double[experts];
        this.weights = new double[experts];
        this.logarithm = new double[experts];
        Arrays.fill(weights, 1.0 / experts);
    }

    /** Weight of an expert among all, awake or not. */
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
        return weight > 1e-9 ? sum / weight : plain / count;
    }

    /** Learns from an outcome. */
    void settle(double level, double[] quantiles, boolean[] speaks, double combined, double outcome, double unit) {
        double gradient = ((outcome < combined ? 1 : 0) - level) / unit;
        for (int e = 0; e < gain.length; e++) {
            gain[e] *= keep;
            square[e] *= keep;
            if (speaks[e]) {
                double excess = gradient * (combined - quantiles[e]);
                double rate = rate(e);
                gain[e] += excess - rate * excess * excess;
                square[e] += excess * excess;
                double miss = (outcome - quantiles[e]) / unit;
                lossSum[e] = LK * lossSum[e] + (miss >= 0 ? level * miss : (level - 1) * miss);
                lossWeight[e] = LK * lossWeight[e] + 1;
                bound[e] = Math.max(bound[e] * keep, Math.abs(excess));
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
        java.util.Arrays.fill(weights, 0);
        if (MODE == 1 || MODE == 3) {
            for (int e = 0; e < gain.length; e++) {
                double rate = rate(e);
                logarithm[e] = rate > 0 ? Math.log(rate) + rate * gain[e] : Double.NEGATIVE_INFINITY;
            }
            share();
        }
        if (MODE == 0 || MODE == 3) {
            for (int e = 0; e < gain.length; e++) {
                logarithm[e] = lossWeight[e] > 0
                        ? -P * Math.log(1e-12 + lossSum[e] / lossWeight[e])
                        : Double.NEGATIVE_INFINITY;
            }
            share();
        }
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        for (int e = 0; e < weights.length; e++) {
            weights[e] = sum > 0 ? weights[e] / sum : 1.0 / weights.length;
        }
    }

    private void share() {
        double highest = Double.NEGATIVE_INFINITY;
        for (double l : logarithm) {
            highest = Math.max(highest, l);
        }
        if (highest == Double.NEGATIVE_INFINITY) {
            return;
        }
        double sum = 0;
        for (double l : logarithm) {
            sum += Math.exp(l - highest);
        }
        for (int e = 0; e < weights.length; e++) {
            weights[e] += Math.exp(logarithm[e] - highest) / sum;
        }
    }

    void forget() {
        Arrays.fill(gain, 0);
        Arrays.fill(square, 0);
        Arrays.fill(bound, 0);
        Arrays.fill(weights, 1.0 / weights.length);
    }

    void carry(State state) {
        System.arraycopy(state.numbers(gain), 0, gain, 0, gain.length);
        System.arraycopy(state.numbers(square), 0, square, 0, square.length);
        System.arraycopy(state.numbers(bound), 0, bound, 0, bound.length);
        System.arraycopy(state.numbers(weights), 0, weights, 0, weights.length);
    }
}
