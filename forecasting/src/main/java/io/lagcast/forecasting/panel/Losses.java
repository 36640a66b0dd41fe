package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fading mean pinball losses of every expert and of the combination (the last row), per level, and how often outcomes fell below. Mutable, one owner. */
final class Losses {

    /** Share of the weight left a settled forecast later: half after 350. */
    private static final double KEEP = 0.998;

    private final int experts;
    private final double[] sum;
    private final double[] weight;
    private final double[] below;
    private long settled;

    Losses(int experts) {
        this.experts = experts;
        this.sum = new double[(experts + 1) * Levels.COUNT];
        this.weight = new double[sum.length];
        this.below = new double[sum.length];
    }

    void add(int levelIndex, double level, double[] said, boolean[] speaks, double combined, double outcome) {
        for (int e = 0; e < experts; e++) {
            if (speaks[e]) {
                add(e, levelIndex, level, said[e], outcome);
            }
        }
        add(experts, levelIndex, level, combined, outcome);
        settled += levelIndex == 0 ? 1 : 0;
    }

    private void add(int candidate, int levelIndex, double level, double quantile, double outcome) {
        int at = candidate * Levels.COUNT + levelIndex;
        double miss = outcome - quantile;
        sum[at] = KEEP * sum[at] + (miss >= 0 ? level * miss : (level - 1) * miss);
        weight[at] = KEEP * weight[at] + 1;
        below[at] = KEEP * below[at] + (miss <= 0 ? 1 : 0);
    }

    /** Position of the combination among the candidates. */
    int combination() {
        return experts;
    }

    boolean isScored(int candidate) {
        return weight[candidate * Levels.COUNT] > 0;
    }

    /** Mean pinball loss over the median and the levels above it: what capacity decisions look at. */
    double mean(int candidate) {
        double total = 0;
        for (int i = Levels.MEDIAN; i < Levels.COUNT; i++) {
            total += loss(candidate, i);
        }
        return total / (Levels.COUNT - Levels.MEDIAN);
    }

    /** That mean divided by the first candidate's. */
    double relative(int candidate) {
        double yardstick = mean(0);
        if (yardstick > 0) {
            return mean(candidate) / yardstick;
        }
        return mean(candidate) > 0 ? Double.MAX_VALUE : 1;
    }

    List<CandidateScore.AtLevel> levels(int candidate) {
        List<CandidateScore.AtLevel> levels = new ArrayList<>();
        for (int i = 0; i < Levels.COUNT; i++) {
            levels.add(new CandidateScore.AtLevel(Levels.level(i), loss(candidate, i), coverage(candidate, i)));
        }
        return levels;
    }

    private double loss(int candidate, int levelIndex) {
        int at = candidate * Levels.COUNT + levelIndex;
        return weight[at] > 0 ? sum[at] / weight[at] : 0;
    }

    private double coverage(int candidate, int levelIndex) {
        int at = candidate * Levels.COUNT + levelIndex;
        return weight[at] > 0 ? below[at] / weight[at] : 0;
    }

    long settled() {
        return settled;
    }

    void forget() {
        Arrays.fill(sum, 0);
        Arrays.fill(weight, 0);
        Arrays.fill(below, 0);
        settled = 0;
    }

    void carry(State state) {
        System.arraycopy(state.numbers(sum), 0, sum, 0, sum.length);
        System.arraycopy(state.numbers(weight), 0, weight, 0, weight.length);
        System.arraycopy(state.numbers(below), 0, below, 0, below.length);
        settled = state.whole(settled);
    }
}
