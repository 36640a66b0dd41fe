package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Weights of the experts in one cell, for every quantile level its own, by several rules that are themselves weighed by what they said: {@link ExcessWeights} and
 * {@link LossWeights}.
 *
 * <p>With {@code b}, {@code l} and {@code s} what those say, the last at single leads only,
 *
 * <pre>
 * r_b, r_l, r_s proportional to (mean of the pinball losses of what the experts say together by b, by l, by s)^-32
 * w_e = r_b b_e + r_l l_e + r_s s_e
 * </pre>
 *
 * <p>where losses in {@code r} fade by {@link #KEEP} a settled forecast. Aggregation finds what experts are worth together and may trust one whose errors
 * offset the others'; the loss notices quickly who has gone astray, or who alone foresees the rare bursts that make up most of the loss. Which of them a series
 * needs shows in a few percent of loss, hence the high power. Feedback is delayed by the lead: a forecast counts once its outcome is known. The weight of
 * an expert that said nothing is shared out among those that speak. Before any outcome all weigh the same.
 *
 * <p>Weighing rules by their losses is ours.
 */
final class Aggregation {

    /** In the series' unit: below it losses are the same, that is none. */
    static final double NO_LOSS = 1e-12;

    /** Half after 70: about a day. */
    private static final double KEEP = 0.99;

    /** Of a loss, by squaring so often: the 32nd power. */
    private static final int SQUARINGS = 5;

    /** Share of all weight below which those that speak count alike. */
    private static final double NO_WEIGHT = 1e-9;

    private final Worksheet sheet;
    private final int experts;
    private final int levels;
    private final ExcessWeights excess;
    private final LossWeights losses;

    /** The weights by each rule, by the excess first: the first level's of all experts, then the next level's. */
    private final double[][] rules;

    /** Fading sums of the losses of what each rule says, one a level; and its share. */
    private final double[][] loss;

    private final double[][] share;

    /** What the weights by each rule sum to at each level. */
    private final double[][] total;

    /** {@code w}, which sum to 1 at each level. */
    private final double[] weights;

    /**
     * Equal weights for the levels and experts of a sheet.
     *
     * @param isSharp whether the higher power of losses has a say
     */
    Aggregation(Worksheet sheet, boolean isSharp) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        this.levels = sheet.levels.length;
        this.excess = new ExcessWeights(sheet);
        this.losses = new LossWeights(sheet, isSharp);
        this.rules = isSharp
                ? new double[][] {excess.weights, losses.soft, losses.sharp}
                : new double[][] {excess.weights, losses.soft};
        this.loss = new double[rules.length][levels];
        this.share = new double[rules.length][levels];
        this.weights = new double[levels * experts];
        this.total = new double[rules.length][levels];
        forget();
    }

    /** Weight of an expert among all at a level, whether they speak or not. */
    double weight(int level, int expert) {
        return weights[level * experts + expert];
    }

    /**
     * The mean of the quantiles of those that speak, by weight, at every level; the plain mean where those that speak have no weight at all.
     *
     * @param quantiles one number a level and expert, any finite number where an expert does not speak
     */
    void combine(double[] quantiles, boolean[] speaks, double[] into) {
        sheet.open(speaks);
        for (int level = 0; level < levels; level++) {
            into[level] = combined(weights, 1, level, quantiles);
        }
    }

    /** The same at one level. */
    double combined(int level, double[] quantiles, boolean[] speaks) {
        sheet.open(speaks);
        return combined(weights, 1, level, quantiles);
    }

    /** Even and odd experts have sums of their own, which the processor can add to at the same time. */
    private double combined(double[] by, double total, int level, double[] quantiles) {
        double[] present = sheet.present;
        int end = (level + 1) * experts;
        int i = level * experts;
        double evenSum = 0;
        double evenWeight = 0;
        double oddSum = 0;
        double oddWeight = 0;
        for (; i + 1 < end; i += 2) {
            double even = by[i] * present[i];
            double odd = by[i + 1] * present[i + 1];
            evenSum += even * quantiles[i];
            oddSum += odd * quantiles[i + 1];
            evenWeight += even;
            oddWeight += odd;
        }
        if (i < end) {
            evenSum += by[i] * present[i] * quantiles[i];
            evenWeight += by[i] * present[i];
        }
        double weight = evenWeight + oddWeight;
        return weight > NO_WEIGHT * total ? (evenSum + oddSum) / weight : plainMean(level, quantiles);
    }

    private double plainMean(int level, double[] quantiles) {
        double sum = 0;
        double count = 0;
        for (int i = level * experts; i < (level + 1) * experts; i++) {
            sum += sheet.present[i] * quantiles[i];
            count += sheet.present[i];
        }
        return sum / count;
    }

    /** Learns from an outcome and weighs anew; quantiles as for {@link #combine}. */
    void settle(double[] quantiles, boolean[] speaks, double outcome) {
        learn(quantiles, speaks, outcome);
        weigh();
    }

    private void learn(double[] quantiles, boolean[] speaks, double outcome) {
        sheet.open(speaks);
        for (int rule = rules.length - 1; rule >= 0; rule--) {
            for (int level = 0; level < levels; level++) {
                double said = combined(rules[rule], total[rule][level], level, quantiles);
                sheet.said[level] = said;
                loss[rule][level] = KEEP * loss[rule][level] + pinball(sheet.levels[level], outcome - said);
            }
        }
        excess.learn(quantiles, sheet.said, outcome);
        losses.learn(quantiles, speaks, outcome);
    }

    private void weigh() {
        excess.weigh();
        losses.weigh();
        for (int level = 0; level < levels; level++) {
            weighRules(level);
        }
        mix();
    }

    private static double pinball(double level, double miss) {
        return Math.max(level * miss, (level - 1) * miss);
    }

    /** The aggregation has no say while nobody has differed: it knows nothing then. */
    private void weighRules(int level) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] each : loss) {
            least = Math.min(least, each[level]);
        }
        double sum = 0;
        for (int rule = 0; rule < rules.length; rule++) {
            double ratio = (NO_LOSS + least) / (NO_LOSS + loss[rule][level]);
            boolean knows = rule > 0 || excess.hasDiffered(level);
            share[rule][level] = knows ? power(ratio, SQUARINGS) : 0;
            sum += share[rule][level];
        }
        for (double[] each : share) {
            each[level] /= sum;
        }
    }

    private void mix() {
        double[] factor = sheet.aggregated;
        Arrays.fill(weights, 0);
        for (int rule = 0; rule < rules.length; rule++) {
            double[] by = rules[rule];
            for (int level = 0; level < levels; level++) {
                total[rule][level] = sum(by, level);
                sheet.spread(level, share[rule][level] / total[rule][level], factor);
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] += factor[i] * by[i];
            }
        }
    }

    private double sum(double[] by, int level) {
        double sum = 0;
        for (int i = level * experts; i < (level + 1) * experts; i++) {
            sum += by[i];
        }
        return sum;
    }

    /** From now on the losses of this and the other count for both. */
    void pool(Aggregation other) {
        losses.pool(other.losses);
    }

    static double power(double ratio, int squarings) {
        double power = ratio;
        for (int i = 0; i < squarings; i++) {
            power *= power;
        }
        return power;
    }

    /** Begins the aggregation again: a head start is no merit. Losses stay known. */
    void forget() {
        excess.forget();
        losses.forget();
        for (int rule = 0; rule < rules.length; rule++) {
            Arrays.fill(loss[rule], 0);
            Arrays.fill(share[rule], 1.0 / rules.length);
        }
        mix();
    }

    void carry(State state) {
        excess.carry(state);
        losses.carry(state);
        for (int rule = 0; rule < rules.length; rule++) {
            System.arraycopy(state.numbers(loss[rule]), 0, loss[rule], 0, levels);
            System.arraycopy(state.numbers(share[rule]), 0, share[rule], 0, levels);
        }
        mix();
    }
}
