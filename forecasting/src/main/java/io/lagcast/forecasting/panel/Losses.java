package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fading mean pinball losses of every expert and of the combination (the last row), per level, and how often outcomes fell below. Mutable, one owner. */
final class Losses {

    /** Share of the weight left a settled forecast later: half after 350. */
    private static final double KEEP = 0.998;

    private final int candidates;

    /** Fading sums of losses and of outcomes below; the first level's of all candidates, then the next level's. */
    private final double[] sum;

    private final double[] below;

    /** Fading numbers of the forecasts each candidate made. */
    private final double[] weight;

    private long settled;

    Losses(int experts) {
        this.candidates = experts + 1;
        this.sum = new double[candidates * Levels.COUNT];
        this.below = new double[sum.length];
        this.weight = new double[candidates];
    }

    /**
     * Adds what was said of an outcome.
     *
     * @param said the experts' quantiles: the first level's of all experts, then the next level's
     * @param combined the combination's, one a level
     */
    void add(double[] said, boolean[] speaks, double[] combined, double outcome) {
        int experts = candidates - 1;
        for (int i = 0; i < Levels.COUNT; i++) {
            double level = Levels.level(i);
            int at = i * candidates;
            for (int e = 0; e < experts; e++) {
                if (speaks[e]) {
                    add(at + e, level, outcome - said[i * experts + e]);
                }
            }
            add(at + experts, level, outcome - combined[i]);
        }
        for (int e = 0; e < experts; e++) {
            weight[e] = speaks[e] ? KEEP * weight[e] + 1 : weight[e];
        }
        weight[experts] = KEEP * weight[experts] + 1;
        settled++;
    }

    private void add(int at, double level, double miss) {
        sum[at] = KEEP * sum[at] + Math.max(level * miss, (level - 1) * miss);
        below[at] = KEEP * below[at] + (miss <= 0 ? 1 : 0);
    }

    /** Position of the combination among the candidates. */
    int combination() {
        return candidates - 1;
    }

    boolean isScored(int candidate) {
        return weight[candidate] > 0;
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
        return weight[candidate] > 0 ? sum[levelIndex * candidates + candidate] / weight[candidate] : 0;
    }

    private double coverage(int candidate, int levelIndex) {
        return weight[candidate] > 0 ? below[levelIndex * candidates + candidate] / weight[candidate] : 0;
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
