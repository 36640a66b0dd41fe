package io.lagcast.forecasting.panel;

import java.util.Arrays;

/**
 * Room for the sums by which an {@link Aggregation} learns from one outcome, shared by all of a panel: they learn one after the other. Arrays hold the
 * first level's numbers of all experts, then the next level's. Mutable, one owner.
 */
final class Worksheet {

    final int experts;

    /** The levels, and each of them once an expert. */
    final double[] levels;

    final double[] level;

    /** 1 where the expert speaks, else 0. */
    final double[] present;

    final double[] gradient;

    /** What was aggregated of each level, and later whatever else there is one of a level. */
    final double[] aggregated;

    final double[] excess;
    final double[] meanLoss;

    /** One number an expert. */
    final double[] lossWeight;

    /** One number a level. */
    final double[] said;

    /** Room for so many experts at these levels. */
    Worksheet(double[] levels, int experts) {
        this.experts = experts;
        this.levels = levels.clone();
        this.level = new double[levels.length * experts];
        for (int i = 0; i < levels.length; i++) {
            spread(i, levels[i], level);
        }
        this.present = new double[level.length];
        this.gradient = new double[level.length];
        this.aggregated = new double[level.length];
        this.excess = new double[level.length];
        this.meanLoss = new double[level.length];
        this.lossWeight = new double[experts];
        this.said = new double[levels.length];
    }

    /** Says a number of a level once an expert. */
    void spread(int levelIndex, double number, double[] into) {
        Arrays.fill(into, levelIndex * experts, (levelIndex + 1) * experts, number);
    }

    /** Begins with an outcome of which these experts spoke. */
    void open(boolean[] speaks) {
        for (int e = 0; e < experts; e++) {
            present[e] = speaks[e] ? 1 : 0;
        }
        for (int at = experts; at < present.length; at += experts) {
            System.arraycopy(present, 0, present, at, experts);
        }
    }

    /**
     * Adds the pinball losses of what was said of an outcome to fading sums; who did not speak neither gains nor loses.
     *
     * @param said one number a level and expert, any finite number where an expert did not speak
     * @param kept share of a sum that is left when the next loss is added
     * @param sums one number a level and expert
     */
    void addLosses(double[] said, double outcome, double kept, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            double miss = outcome - said[i];
            double loss = Math.max(level[i] * miss, level[i] * miss - miss);
            sums[i] += present[i] * (loss - (1 - kept) * sums[i]);
        }
    }
}
