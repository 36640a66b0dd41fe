package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
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
 * l_e proportional to (mean of the expert's pinball losses, here and in the cells beside)^-8
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
 * <p>Losses count in the neighbouring ranges of leads as well, see {@link #pool}: forecasts far ahead are settled late and are few, those of a range nearer
 * by tell sooner, and of three times as many it is less often luck who did best.
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

    /** Of a loss, by squaring so often: the 8th power. */
    private static final int LOSS_SQUARINGS = 3;

    /** The 32nd. */
    private static final int RULE_SQUARINGS = 5;

    /** In the series' unit: below it losses are the same, that is none. */
    private static final double NO_LOSS = 1e-12;

    private static final double NO_WEIGHT = 1e-9;

    /** A weight whose logarithm is so far below the highest is none: adding it would not change the sum. */
    private static final double NEGLIGIBLE = -37;

    private final double rootLogExperts;
    private final List<Aggregation> neighbours = new ArrayList<>(2);

    /** {@code R}, {@code sqrt(V)} and {@code B} of every expert; to seven digits, for all of them fade. */
    private final float[] gain;

    private final float[] deviation;
    private final float[] bound;

    /** Fading sum of losses, and of how many they are. */
    private final float[] lossSum;

    private final float[] lossWeight;

    /** {@code b} and {@code l}. */
    private final float[] byExcess;

    private final float[] byLoss;

    /** Fading sums of the losses of what the experts said together by each of the two, and the share of the first. */
    private double excessRuleLoss;

    private double lossRuleLoss;
    private double excessShare = 0.5;

    Aggregation(int experts) {
        this.rootLogExperts = Math.sqrt(Math.log(Math.max(2, experts)));
        this.gain = new float[experts];
        this.deviation = new float[experts];
        this.bound = new float[experts];
        this.lossSum = new float[experts];
        this.lossWeight = new float[experts];
        this.byExcess = new float[experts];
        this.byLoss = new float[experts];
        Arrays.fill(byExcess, 1f / experts);
        Arrays.fill(byLoss, 1f / experts);
    }

    /** Weight of an expert among all, whether they speak or not. */
    double weight(int expert) {
        double sum = 0;
        for (int e = 0; e < gain.length; e++) {
            sum += mixed(e);
        }
        return mixed(expert) / sum;
    }

    private double mixed(int expert) {
        return excessShare * byExcess[expert] + (1 - excessShare) * byLoss[expert];
    }

    /** The mean of the quantiles of those that speak, by weight; the plain mean where those that speak have no weight at all. */
    double combine(double[] quantiles, boolean[] speaks) {
        double sum = 0;
        double weight = 0;
        for (int e = 0; e < gain.length; e++) {
            if (speaks[e]) {
                double own = mixed(e);
                sum += own * quantiles[e];
                weight += own;
            }
        }
        return weight > NO_WEIGHT ? sum / weight : plainMean(quantiles, speaks);
    }

    private static double combine(float[] weights, double[] quantiles, boolean[] speaks) {
        double sum = 0;
        double weight = 0;
        for (int e = 0; e < weights.length; e++) {
            if (speaks[e]) {
                sum += weights[e] * quantiles[e];
                weight += weights[e];
            }
        }
        return weight > NO_WEIGHT ? sum / weight : plainMean(quantiles, speaks);
    }

    private static double plainMean(double[] quantiles, boolean[] speaks) {
        double sum = 0;
        int count = 0;
        for (int e = 0; e < quantiles.length; e++) {
            sum += speaks[e] ? quantiles[e] : 0;
            count += speaks[e] ? 1 : 0;
        }
        return sum / count;
    }

    /** Learns from an outcome. */
    void settle(double level, double[] quantiles, boolean[] speaks, double outcome) {
        double aggregated = combine(byExcess, quantiles, speaks);
        excessRuleLoss = KEEP_RULE * excessRuleLoss + pinball(level, outcome - aggregated);
        lossRuleLoss = KEEP_RULE * lossRuleLoss + pinball(level, outcome - combine(byLoss, quantiles, speaks));
        double gradient = (outcome < aggregated ? 1 : 0) - level;
        for (int e = 0; e < gain.length; e++) {
            double gained = KEEP_EXCESS * gain[e];
            double squared = KEEP_EXCESS * deviation[e] * deviation[e];
            double largest = KEEP_EXCESS * bound[e];
            if (speaks[e]) {
                double excess = gradient * (aggregated - quantiles[e]);
                gained += excess - rate(largest, Math.sqrt(squared)) * excess * excess;
                squared += excess * excess;
                largest = Math.max(largest, Math.abs(excess));
                lossSum[e] = (float) (KEEP_LOSS * lossSum[e] + pinball(level, outcome - quantiles[e]));
                lossWeight[e] = (float) (KEEP_LOSS * lossWeight[e] + 1);
            }
            gain[e] = (float) gained;
            deviation[e] = (float) Math.sqrt(squared);
            bound[e] = (float) largest;
        }
        weigh();
    }

    private static double pinball(double level, double miss) {
        return miss >= 0 ? level * miss : (level - 1) * miss;
    }

    private double rate(double largest, double root) {
        return root <= 0 ? 0 : Math.min(0.5 / largest, rootLogExperts / root);
    }

    private void weigh() {
        boolean aggregates = weighByExcess();
        weighByLoss();
        double better = NO_LOSS + Math.min(excessRuleLoss, lossRuleLoss);
        double excess = aggregates ? power(better / (NO_LOSS + excessRuleLoss), RULE_SQUARINGS) : 0;
        excessShare = excess / (excess + power(better / (NO_LOSS + lossRuleLoss), RULE_SQUARINGS));
    }

    /** Shares a weight of 1 by gains; equally while nobody has differed from the others, which is answered by false. */
    private boolean weighByExcess() {
        double highest = Double.NEGATIVE_INFINITY;
        double largestRate = 0;
        for (int e = 0; e < gain.length; e++) {
            double rate = rate(bound[e], deviation[e]);
            highest = rate > 0 ? Math.max(highest, rate * gain[e]) : highest;
            largestRate = Math.max(largestRate, rate);
        }
        double sum = 0;
        for (int e = 0; e < gain.length; e++) {
            double rate = rate(bound[e], deviation[e]);
            double below = rate * gain[e] - highest;
            byExcess[e] = rate > 0 && below > NEGLIGIBLE ? (float) (rate / largestRate * Math.exp(below)) : 0;
            sum += byExcess[e];
        }
        return divide(byExcess, sum);
    }

    private void weighByLoss() {
        double least = Double.POSITIVE_INFINITY;
        for (int e = 0; e < gain.length; e++) {
            double mean = meanLoss(e);
            byLoss[e] = (float) mean;
            least = Math.min(least, NO_LOSS + mean);
        }
        double sum = 0;
        for (int e = 0; e < gain.length; e++) {
            byLoss[e] = byLoss[e] < Float.POSITIVE_INFINITY
                    ? (float) power(least / (NO_LOSS + byLoss[e]), LOSS_SQUARINGS)
                    : 0;
            sum += byLoss[e];
        }
        divide(byLoss, sum);
    }

    /** Together with the neighbours'; infinite while nobody knows any. */
    private double meanLoss(int expert) {
        double sum = lossSum[expert];
        double weight = lossWeight[expert];
        for (Aggregation neighbour : neighbours) {
            sum += neighbour.lossSum[expert];
            weight += neighbour.lossWeight[expert];
        }
        return weight > 0 ? sum / weight : Double.POSITIVE_INFINITY;
    }

    /** From now on the losses of this and the other count for both. */
    void pool(Aggregation other) {
        neighbours.add(other);
        other.neighbours.add(this);
    }

    private static double power(double ratio, int squarings) {
        double power = ratio;
        for (int i = 0; i < squarings; i++) {
            power *= power;
        }
        return power;
    }

    /** Makes weights sum to 1, or equal if there are none, which is answered by false. */
    private static boolean divide(float[] weights, double sum) {
        for (int e = 0; e < weights.length; e++) {
            weights[e] = (float) (sum > 0 ? weights[e] / sum : 1.0 / weights.length);
        }
        return sum > 0;
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        for (float[] each : List.of(gain, deviation, bound)) {
            Arrays.fill(each, 0);
        }
        Arrays.fill(byExcess, 1f / byExcess.length);
        Arrays.fill(byLoss, 1f / byLoss.length);
        excessRuleLoss = 0;
        lossRuleLoss = 0;
        excessShare = 0.5;
    }

    void carry(State state) {
        for (float[] each : List.of(gain, deviation, bound, lossSum, lossWeight, byExcess, byLoss)) {
            System.arraycopy(state.floats(each), 0, each, 0, each.length);
        }
        excessRuleLoss = state.number(excessRuleLoss);
        lossRuleLoss = state.number(lossRuleLoss);
        excessShare = state.number(excessShare);
    }
}
