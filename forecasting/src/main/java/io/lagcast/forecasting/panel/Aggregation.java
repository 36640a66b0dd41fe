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

    /** An exponential is that of the 64th part, squared so often; see {@link #exponential}. */
    private static final int EXPONENTIAL_SQUARINGS = 6;

    /** Far below the square of any number that matters but 0: dividing by the sum of the two is dividing by the square, or gives 0 instead of infinity. */
    private static final double HARDLY = 1e-300;

    private final Worksheet sheet;
    private final int experts;
    private final double logExperts;
    private final List<Aggregation> neighbours = new ArrayList<>(2);

    /** {@code R}, {@code V} and {@code B}. */
    private final double[] gain;

    private final double[] variance;
    private final double[] bound;

    /** {@code eta}, which follows from those; 0 where nobody differed yet. */
    private final double[] rate;

    /** Fading sum of losses, and of each expert how many they are. */
    private final double[] lossSum;

    private final double[] lossWeight;

    /** {@code b}, {@code l} and {@code w}. */
    private final double[] byExcess;

    private final double[] byLoss;
    private final double[] weights;

    /** Fading sums of the losses of what the experts said together by each of the two at each level, and the share of the first. */
    private final double[] excessRuleLoss;

    private final double[] lossRuleLoss;
    private final double[] excessShare;

    /** Equal weights for the levels and experts of a sheet. */
    Aggregation(Worksheet sheet) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        int levels = sheet.levels.length;
        this.logExperts = Math.log(Math.max(2, experts));
        this.gain = new double[levels * experts];
        this.variance = new double[gain.length];
        this.bound = new double[gain.length];
        this.rate = new double[gain.length];
        this.lossSum = new double[gain.length];
        this.lossWeight = new double[experts];
        this.byExcess = new double[gain.length];
        this.byLoss = new double[gain.length];
        this.weights = new double[gain.length];
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
     * @param quantiles one number a level and expert, any number where an expert does not speak
     */
    void combine(double[] quantiles, boolean[] speaks, double[] into) {
        for (int level = 0; level < excessShare.length; level++) {
            into[level] = combined(weights, level, quantiles, speaks);
        }
    }

    private double combined(double[] by, int level, double[] quantiles, boolean[] speaks) {
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
            sheet.spread(level, (outcome < aggregated ? 1 : 0) - probability, sheet.gradient);
            sheet.spread(level, aggregated, sheet.aggregated);
        }
        learnExcess(quantiles);
        learnLosses(quantiles, speaks, outcome);
        weighByExcess();
        weighByLoss();
        weighRules();
    }

    private static double pinball(double level, double miss) {
        return Math.max(level * miss, (level - 1) * miss);
    }

    private void learnExcess(double[] quantiles) {
        double[] excess = sheet.excess;
        double[] gradient = sheet.gradient;
        double[] aggregated = sheet.aggregated;
        double[] present = sheet.present;
        for (int i = 0; i < excess.length; i++) {
            excess[i] = gradient[i] * (aggregated[i] - quantiles[i]) * present[i];
        }
        for (int i = 0; i < excess.length; i++) {
            gain[i] = KEEP_EXCESS * gain[i] + excess[i] - rate[i] * excess[i] * excess[i];
        }
        for (int i = 0; i < excess.length; i++) {
            variance[i] = KEEP_EXCESS * variance[i] + excess[i] * excess[i];
        }
        for (int i = 0; i < excess.length; i++) {
            bound[i] = Math.max(KEEP_EXCESS * bound[i], Math.abs(excess[i]));
        }
        rate();
    }

    private void rate() {
        for (int i = 0; i < rate.length; i++) {
            double inverse = Math.max(2 * bound[i], Math.sqrt(variance[i] / logExperts));
            rate[i] = inverse / (inverse * inverse + HARDLY);
        }
    }

    private void learnLosses(double[] quantiles, boolean[] speaks, double outcome) {
        double[] present = sheet.present;
        double[] level = sheet.level;
        for (int i = 0; i < lossSum.length; i++) {
            double miss = outcome - quantiles[i];
            double loss = Math.max(level[i] * miss, level[i] * miss - miss);
            lossSum[i] += present[i] * (loss - (1 - KEEP_LOSS) * lossSum[i]);
        }
        for (int e = 0; e < experts; e++) {
            lossWeight[e] += speaks[e] ? 1 - (1 - KEEP_LOSS) * lossWeight[e] : 0;
        }
    }

    /** Shares a weight of 1 at each level by gains; equally while nobody has differed from the others. */
    private void weighByExcess() {
        double[] growth = sheet.excess;
        for (int i = 0; i < growth.length; i++) {
            growth[i] = rate[i] * gain[i];
        }
        double[] highest = sheet.aggregated;
        for (int level = 0; level < excessShare.length; level++) {
            sheet.spread(level, highest(growth, level * experts), highest);
        }
        for (int i = 0; i < growth.length; i++) {
            byExcess[i] = rate[i] * exponential(Math.max(NEGLIGIBLE, Math.min(0, growth[i] - highest[i])));
        }
        share(byExcess);
    }

    private double highest(double[] growth, int from) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + experts; i++) {
            highest = rate[i] > 0 && growth[i] > highest ? growth[i] : highest;
        }
        return highest;
    }

    /**
     * {@code exp(x)} for {@code x} from {@link #NEGLIGIBLE} to 0, to six digits where it is above a millionth: the series of the 64th part, squared six
     * times (scaling and squaring, Higham 2005, https://doi.org/10.1137/04061101X, for a number). The library's asks what it is given and takes ten times as long.
     */
    private static double exponential(double x) {
        double part = x / (1 << EXPONENTIAL_SQUARINGS);
        double series = 1 + part * (1 + part * (1 / 2.0 + part * (1 / 6.0 + part * (1 / 24.0 + part * (1 / 120.0)))));
        return power(series, EXPONENTIAL_SQUARINGS);
    }

    private void weighByLoss() {
        double[] mean = sheet.meanLoss;
        meanLosses(mean);
        double[] least = sheet.aggregated;
        for (int level = 0; level < excessShare.length; level++) {
            sheet.spread(level, least(mean, level * experts), least);
        }
        for (int i = 0; i < mean.length; i++) {
            byLoss[i] = power((NO_LOSS + least[i]) / (NO_LOSS + mean[i]), LOSS_SQUARINGS);
        }
        share(byLoss);
    }

    private double least(double[] mean, int from) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < from + experts; i++) {
            least = mean[i] < least ? mean[i] : least;
        }
        return least;
    }

    /** Together with the neighbours'. */
    private void meanLosses(double[] mean) {
        double[] weight = sheet.lossWeight;
        System.arraycopy(lossSum, 0, mean, 0, mean.length);
        System.arraycopy(lossWeight, 0, weight, 0, experts);
        for (int n = 0; n < neighbours.size(); n++) {
            add(neighbours.get(n).lossSum, mean);
            add(neighbours.get(n).lossWeight, weight);
        }
        for (int e = 0; e < experts; e++) {
            double inverse = weight[e] > 0 ? 1 / weight[e] : 0;
            double unknown = weight[e] > 0 ? 0 : UNKNOWN_LOSS;
            for (int i = e; i < mean.length; i += experts) {
                mean[i] = mean[i] * inverse + unknown;
            }
        }
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private void weighRules() {
        for (int level = 0; level < excessShare.length; level++) {
            double better = NO_LOSS + Math.min(excessRuleLoss[level], lossRuleLoss[level]);
            double excess = power(better / (NO_LOSS + excessRuleLoss[level]), RULE_SQUARINGS);
            double loss = power(better / (NO_LOSS + lossRuleLoss[level]), RULE_SQUARINGS);
            excessShare[level] = hasDiffered(level) ? excess / (excess + loss) : 0;
        }
        mix();
    }

    private boolean hasDiffered(int level) {
        for (int i = level * experts; i < (level + 1) * experts; i++) {
            if (rate[i] > 0) {
                return true;
            }
        }
        return false;
    }

    private void mix() {
        double[] share = sheet.aggregated;
        for (int level = 0; level < excessShare.length; level++) {
            sheet.spread(level, excessShare[level], share);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = byLoss[i] + share[i] * (byExcess[i] - byLoss[i]);
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

    /** Makes the weights of each level sum to 1, or equal if there are none. */
    private void share(double[] shared) {
        double[] inverse = sheet.aggregated;
        for (int level = 0; level < excessShare.length; level++) {
            double sum = 0;
            for (int i = level * experts; i < (level + 1) * experts; i++) {
                sum += shared[i];
            }
            if (sum <= 0) {
                Arrays.fill(shared, level * experts, (level + 1) * experts, 1);
                sum = experts;
            }
            sheet.spread(level, 1 / sum, inverse);
        }
        for (int i = 0; i < shared.length; i++) {
            shared[i] *= inverse[i];
        }
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        for (double[] each : List.of(gain, variance, bound, rate, excessRuleLoss, lossRuleLoss)) {
            Arrays.fill(each, 0);
        }
        for (double[] each : List.of(byExcess, byLoss, weights)) {
            Arrays.fill(each, 1.0 / experts);
        }
        Arrays.fill(excessShare, 0.5);
    }

    void carry(State state) {
        for (double[] each : List.of(
                gain,
                variance,
                bound,
                lossSum,
                lossWeight,
                byExcess,
                byLoss,
                excessRuleLoss,
                lossRuleLoss,
                excessShare)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
        rate();
        mix();
    }
}
