package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of the experts in one cell, for every quantile level its own, by two rules that are themselves weighed by what they said: Bernstein online aggregation and
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
 *
 * <p>Arrays hold the first level's numbers of all experts, then the next level's. Every step goes once through them without asking anything on the way, for
 * these are the sums that an update of the whole forecaster mostly consists of.
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

    /** The mean loss of an expert nobody knows anything of: too much for any weight. */
    private static final double UNKNOWN_LOSS = 1e200;

    private static final double NO_WEIGHT = 1e-9;

    /** A weight whose logarithm is so far below the highest is none: adding it would not change the sum. */
    private static final double NEGLIGIBLE = -37;

    /** Far below the square of any float but 0: dividing by the sum of the two is dividing by the square, or gives 0 instead of infinity. */
    private static final double HARDLY = 1e-300;

    private final Worksheet sheet;
    private final int experts;
    private final double rootLogExperts;
    private final List<Aggregation> neighbours = new ArrayList<>(2);

    /** {@code R}, {@code sqrt(V)} and {@code B}; to seven digits, for all of them fade. */
    private final float[] gain;

    private final float[] deviation;
    private final float[] bound;

    /** Fading sum of losses, and of each expert how many they are. */
    private final float[] lossSum;

    private final float[] lossWeight;

    /** {@code b}, {@code l} and {@code w}. */
    private final float[] byExcess;

    private final float[] byLoss;
    private final float[] weights;

    /** Fading sums of the losses of what the experts said together by each of the two at each level, and the share of the first. */
    private final double[] excessRuleLoss;

    private final double[] lossRuleLoss;
    private final double[] excessShare;

    /** Equal weights for the levels and experts of a sheet. */
    Aggregation(Worksheet sheet) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        int levels = sheet.levels.length;
        this.rootLogExperts = Math.sqrt(Math.log(Math.max(2, experts)));
        this.gain = new float[levels * experts];
        this.deviation = new float[gain.length];
        this.bound = new float[gain.length];
        this.lossSum = new float[gain.length];
        this.lossWeight = new float[experts];
        this.byExcess = new float[gain.length];
        this.byLoss = new float[gain.length];
        this.weights = new float[gain.length];
        this.excessRuleLoss = new double[levels];
        this.lossRuleLoss = new double[levels];
        this.excessShare = new double[levels];
        forget();
    }

    /** Weight of an expert among all at a level, whether they speak or not. */
    double weight(int level, int expert) {
        double sum = 0;
        for (int i = level * experts; i < (level + 1) * experts; i++) {
            sum += weights[i];
        }
        return weights[level * experts + expert] / sum;
    }

    /**
     * The mean of the quantiles of those that speak, by weight, at every level; the plain mean where those that speak have no weight at all.
     *
     * @param quantiles one number a level and expert, 0 where an expert does not speak
     */
    void combine(double[] quantiles, boolean[] speaks, double[] into) {
        for (int level = 0; level < excessShare.length; level++) {
            into[level] = combined(weights, level, quantiles, speaks);
        }
    }

    private double combined(float[] by, int level, double[] quantiles, boolean[] speaks) {
        double sum = 0;
        double weight = 0;
        int at = level * experts;
        for (int e = 0; e < experts; e++) {
            double own = speaks[e] ? by[at + e] : 0;
            sum += own * quantiles[at + e];
            weight += own;
        }
        return weight > NO_WEIGHT ? sum / weight : plainMean(at, quantiles, speaks);
    }

    private double plainMean(int at, double[] quantiles, boolean[] speaks) {
        double sum = 0;
        int count = 0;
        for (int e = 0; e < experts; e++) {
            sum += speaks[e] ? quantiles[at + e] : 0;
            count += speaks[e] ? 1 : 0;
        }
        return sum / count;
    }

    /** Learns from an outcome; quantiles as for {@link #combine}. */
    void settle(double[] quantiles, boolean[] speaks, double outcome) {
        sheet.open(speaks);
        for (int level = 0; level < excessShare.length; level++) {
            double aggregated = combined(byExcess, level, quantiles, speaks);
            double byLosses = combined(byLoss, level, quantiles, speaks);
            double probability = sheet.levels[level];
            excessRuleLoss[level] = KEEP_RULE * excessRuleLoss[level] + pinball(probability, outcome - aggregated);
            lossRuleLoss[level] = KEEP_RULE * lossRuleLoss[level] + pinball(probability, outcome - byLosses);
            double gradient = (outcome < aggregated ? 1 : 0) - probability;
            Arrays.fill(sheet.gradient, level * experts, (level + 1) * experts, gradient);
            Arrays.fill(sheet.aggregated, level * experts, (level + 1) * experts, aggregated);
        }
        learnExcess(quantiles);
        learnLosses(quantiles, speaks, outcome);
        weigh();
    }

    private static double pinball(double level, double miss) {
        return Math.max(level * miss, (level - 1) * miss);
    }

    private void learnExcess(double[] quantiles) {
        double[] excess = sheet.excess;
        for (int i = 0; i < excess.length; i++) {
            excess[i] = sheet.gradient[i] * (sheet.aggregated[i] - quantiles[i]) * sheet.present[i];
        }
        rates(KEEP_EXCESS);
        double[] rate = sheet.rate;
        for (int i = 0; i < excess.length; i++) {
            gain[i] = (float) (KEEP_EXCESS * gain[i] + excess[i] - rate[i] * excess[i] * excess[i]);
        }
        for (int i = 0; i < excess.length; i++) {
            deviation[i] =
                    (float) Math.sqrt(KEEP_EXCESS * deviation[i] * deviation[i] + excess[i] * excess[i]);
        }
        for (int i = 0; i < excess.length; i++) {
            bound[i] = (float) Math.max(KEEP_EXCESS * bound[i], Math.abs(excess[i]));
        }
    }

    /** Fills in {@code eta} as it is once {@code V} and {@code B} have faded to {@code kept}; 0 where nobody differed yet. */
    private void rates(double kept) {
        double[] rate = sheet.rate;
        double half = 0.5 / kept;
        double root = rootLogExperts / Math.sqrt(kept);
        for (int i = 0; i < rate.length; i++) {
            double own = deviation[i];
            rate[i] = Math.min(half / (bound[i] + HARDLY), root * own / (own * own + HARDLY));
        }
    }

    private void learnLosses(double[] quantiles, boolean[] speaks, double outcome) {
        double[] loss = sheet.excess;
        for (int i = 0; i < loss.length; i++) {
            double miss = outcome - quantiles[i];
            loss[i] = Math.max(sheet.level[i] * miss, sheet.lessOne[i] * miss) * sheet.present[i];
        }
        for (int i = 0; i < loss.length; i++) {
            lossSum[i] = (float) ((1 - (1 - KEEP_LOSS) * sheet.present[i]) * lossSum[i] + loss[i]);
        }
        for (int e = 0; e < experts; e++) {
            lossWeight[e] = speaks[e] ? (float) (KEEP_LOSS * lossWeight[e] + 1) : lossWeight[e];
        }
    }

    private void weigh() {
        rates(1);
        for (int i = 0; i < gain.length; i++) {
            sheet.excess[i] = sheet.rate[i] * gain[i];
        }
        meanLosses();
        for (int level = 0; level < excessShare.length; level++) {
            int from = level * experts;
            boolean aggregates = weighByExcess(from, from + experts);
            weighByLoss(from, from + experts);
            double better = NO_LOSS + Math.min(excessRuleLoss[level], lossRuleLoss[level]);
            double excess = aggregates ? power(better / (NO_LOSS + excessRuleLoss[level]), RULE_SQUARINGS) : 0;
            excessShare[level] =
                    excess / (excess + power(better / (NO_LOSS + lossRuleLoss[level]), RULE_SQUARINGS));
        }
        mix();
    }

    private void mix() {
        for (int level = 0; level < excessShare.length; level++) {
            double share = excessShare[level];
            for (int i = level * experts; i < (level + 1) * experts; i++) {
                weights[i] = (float) (share * byExcess[i] + (1 - share) * byLoss[i]);
            }
        }
    }

    /** Shares a weight of 1 by gains; equally while nobody has differed from the others, which is answered by false. */
    private boolean weighByExcess(int from, int to) {
        double[] rate = sheet.rate;
        double[] growth = sheet.excess;
        double highest = Double.NEGATIVE_INFINITY;
        double largestRate = 0;
        for (int i = from; i < to; i++) {
            highest = rate[i] > 0 && growth[i] > highest ? growth[i] : highest;
            largestRate = rate[i] > largestRate ? rate[i] : largestRate;
        }
        if (largestRate == 0) {
            Arrays.fill(byExcess, from, to, 1f / experts);
            return false;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double below = growth[i] - highest;
            byExcess[i] = rate[i] > 0 && below > NEGLIGIBLE ? (float) (rate[i] / largestRate * Math.exp(below)) : 0;
            sum += byExcess[i];
        }
        divide(byExcess, from, to, sum);
        return true;
    }

    private void weighByLoss(int from, int to) {
        double[] mean = sheet.meanLoss;
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = mean[i] < least ? mean[i] : least;
        }
        for (int i = from; i < to; i++) {
            byLoss[i] = (float) power((NO_LOSS + least) / (NO_LOSS + mean[i]), LOSS_SQUARINGS);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += byLoss[i];
        }
        divide(byLoss, from, to, sum);
    }

    /** Together with the neighbours'. */
    private void meanLosses() {
        double[] mean = sheet.meanLoss;
        double[] weight = sheet.lossWeight;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = lossSum[i];
        }
        for (int e = 0; e < experts; e++) {
            weight[e] = lossWeight[e];
        }
        for (int n = 0; n < neighbours.size(); n++) {
            Aggregation neighbour = neighbours.get(n);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += neighbour.lossSum[i];
            }
            for (int e = 0; e < experts; e++) {
                weight[e] += neighbour.lossWeight[e];
            }
        }
        for (int at = 0; at < mean.length; at += experts) {
            for (int e = 0; e < experts; e++) {
                mean[at + e] = weight[e] > 0 ? mean[at + e] / weight[e] : UNKNOWN_LOSS;
            }
        }
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

    /** Makes weights sum to 1. */
    private static void divide(float[] weights, int from, int to, double sum) {
        double factor = 1 / sum;
        for (int i = from; i < to; i++) {
            weights[i] = (float) (weights[i] * factor);
        }
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        for (float[] each : List.of(gain, deviation, bound)) {
            Arrays.fill(each, 0);
        }
        for (float[] each : List.of(byExcess, byLoss, weights)) {
            Arrays.fill(each, 1f / experts);
        }
        Arrays.fill(excessRuleLoss, 0);
        Arrays.fill(lossRuleLoss, 0);
        Arrays.fill(excessShare, 0.5);
    }

    void carry(State state) {
        for (float[] each : List.of(gain, deviation, bound, lossSum, lossWeight, byExcess, byLoss)) {
            System.arraycopy(state.floats(each), 0, each, 0, each.length);
        }
        for (double[] each : List.of(excessRuleLoss, lossRuleLoss, excessShare)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
        mix();
    }
}
