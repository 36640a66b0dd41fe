package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights by recent loss, for every quantile level its own, twice: {@code l_e} proportional to {@code loss_e^-8}, and {@code s_e} to {@code loss_e^-32}, with
 * {@code loss_e} the mean of the expert's pinball losses, which fade by {@link #KEEP} a settled forecast. Mutable, one owner.
 *
 * <p>Many experts that are somewhat worse outweigh one that is better by the lower power, which is good where they all know something; by the higher one they do
 * not, which is good where one of them alone knows.
 *
 * <p>Losses count in the neighbouring ranges of leads as well, see {@link #pool}: forecasts far ahead are settled late and are few, those of a range nearer
 * by tell sooner, and of three times as many it is less often luck who did best. They are in the series' own unit, as they are scored. In units of the
 * forecast's level whoever foresees a burst would have the least to gain from it.
 *
 * <p>Source: inverse powers of the error as in Pawlikowski and Chorowska, "Weighted ensemble of statistical models",
 * 2020, https://doi.org/10.1016/j.ijforecast.2019.03.019. Fading and pooling are ours.
 */
final class LossWeights {

    /** Half after 35: about half a day. */
    private static final double KEEP = 0.98;

    /** By squaring so often: the 8th power. */
    private static final int SOFT_SQUARINGS = 3;

    /** So many more: the 32nd. */
    private static final int FURTHER_SQUARINGS = 2;

    /** The mean loss of an expert nobody knows anything of: too much for any weight. */
    private static final double UNKNOWN_LOSS = 1e200;

    /** {@code l}, that of the expert with the least loss being 1. */
    final double[] soft;

    /** {@code s}, likewise; empty if not wanted. */
    final double[] sharp;

    private final Worksheet sheet;
    private final int experts;
    private final List<LossWeights> neighbours = new ArrayList<>(2);

    /** Fading sum of losses, and of each expert how many they are. */
    private final double[] sum;

    private final double[] count;

    /** Equal weights for the levels and experts of a sheet; the higher power only if it is wanted. */
    LossWeights(Worksheet sheet, boolean isSharpWanted) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        this.sum = new double[sheet.level.length];
        this.count = new double[experts];
        this.soft = new double[sum.length];
        this.sharp = new double[isSharpWanted ? sum.length : 0];
        forget();
    }

    /** From now on the losses of this and the other count for both. */
    void pool(LossWeights other) {
        neighbours.add(other);
        other.neighbours.add(this);
    }

    /** Learns from an outcome; see {@link ExcessWeights#learn}. */
    void learn(double[] quantiles, boolean[] speaks, double outcome) {
        sheet.addLosses(quantiles, outcome, KEEP, sum);
        for (int e = 0; e < experts; e++) {
            count[e] += speaks[e] ? 1 - (1 - KEEP) * count[e] : 0;
        }
    }

    /** Makes the weights those of what was learned, here and by the neighbours. */
    void weigh() {
        double[] mean = sheet.meanLoss;
        means(mean);
        double[] least = sheet.aggregated;
        for (int level = 0; level < sheet.levels.length; level++) {
            sheet.spread(level, least(mean, level * experts), least);
        }
        for (int i = 0; i < mean.length; i++) {
            double ratio = (Aggregation.NO_LOSS + least[i]) / (Aggregation.NO_LOSS + mean[i]);
            soft[i] = Aggregation.power(ratio, SOFT_SQUARINGS);
        }
        for (int i = 0; i < sharp.length; i++) {
            sharp[i] = Aggregation.power(soft[i], FURTHER_SQUARINGS);
        }
    }

    private double least(double[] mean, int from) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < from + experts; i++) {
            least = mean[i] < least ? mean[i] : least;
        }
        return least;
    }

    /** Together with the neighbours'. */
    private void means(double[] mean) {
        double[] weight = sheet.lossWeight;
        System.arraycopy(sum, 0, mean, 0, mean.length);
        System.arraycopy(count, 0, weight, 0, experts);
        for (int n = 0; n < neighbours.size(); n++) {
            add(neighbours.get(n).sum, mean);
            add(neighbours.get(n).count, weight);
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

    /** Makes weights equal; losses stay known, a head start is no merit. */
    void forget() {
        Arrays.fill(soft, 1);
        Arrays.fill(sharp, 1);
    }

    void carry(State state) {
        for (double[] each : List.of(sum, count, soft, sharp)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
    }
}
