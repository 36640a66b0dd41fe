package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fading mean pinball losses of every expert and of the combination (the last row), per level, and how often outcomes fell below. Mutable, one owner. */
final class Losses {

    /** Share of the weight left a settled forecast later: half after 350. */
    private static final double KEEP = 0.998;

    private final Worksheet sheet;
    private final int experts;

    /** Fading sums of losses and of outcomes below; the first level's of all experts, then the next level's. */
    private final double[] sum;

    private final double[] below;

    /** Fading numbers of the forecasts each expert made. */
    private final double[] weight;

    /** The same of the combination: one a level, and one in all. */
    private final double[] sumTogether = new double[Levels.COUNT];

    private final double[] belowTogether = new double[Levels.COUNT];
    private double weightTogether;
    private long settled;

    /** For the experts of a sheet. */
    Losses(Worksheet sheet) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        this.sum = new double[experts * Levels.COUNT];
        this.below = new double[sum.length];
        this.weight = new double[experts];
    }

    /**
     * Adds what was said of an outcome.
     *
     * @param said the experts' quantiles: the first level's of all experts, then the next level's
     * @param speaks who said anything; the sheet was {@linkplain Worksheet#open opened} for them
     * @param combined the combination's, one a level
     */
    void add(double[] said, boolean[] speaks, double[] combined, double outcome) {
        double[] present = sheet.present;
        sheet.addLosses(said, outcome, KEEP, sum);
        for (int i = 0; i < below.length; i++) {
            double isBelow = 0.5 + 0.5 * Math.copySign(1, said[i] - outcome);
            below[i] += present[i] * (isBelow - (1 - KEEP) * below[i]);
        }
        for (int e = 0; e < experts; e++) {
            weight[e] += speaks[e] ? 1 - (1 - KEEP) * weight[e] : 0;
        }
        addTogether(combined, outcome);
        settled++;
    }

    private void addTogether(double[] combined, double outcome) {
        for (int i = 0; i < Levels.COUNT; i++) {
            double level = Levels.level(i);
            double miss = outcome - combined[i];
            sumTogether[i] = KEEP * sumTogether[i] + Math.max(level * miss, (level - 1) * miss);
            belowTogether[i] = KEEP * belowTogether[i] + (miss <= 0 ? 1 : 0);
        }
        weightTogether = KEEP * weightTogether + 1;
    }

    /** Position of the combination among the candidates. */
    int combination() {
        return experts;
    }

    boolean isScored(int candidate) {
        return weight(candidate) > 0;
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

    private double weight(int candidate) {
        return candidate == experts ? weightTogether : weight[candidate];
    }

    private double loss(int candidate, int levelIndex) {
        return mean(candidate, candidate == experts ? sumTogether[levelIndex] : sum[levelIndex * experts + candidate]);
    }

    private double coverage(int candidate, int levelIndex) {
        return mean(
                candidate, candidate == experts ? belowTogether[levelIndex] : below[levelIndex * experts + candidate]);
    }

    private double mean(int candidate, double fadingSum) {
        double count = weight(candidate);
        return count > 0 ? fadingSum / count : 0;
    }

    long settled() {
        return settled;
    }

    void forget() {
        for (double[] each : List.of(sum, below, weight, sumTogether, belowTogether)) {
            Arrays.fill(each, 0);
        }
        weightTogether = 0;
        settled = 0;
    }

    void carry(State state) {
        for (double[] each : List.of(sum, below, weight, sumTogether, belowTogether)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
        weightTogether = state.number(weightTogether);
        settled = state.whole(settled);
    }
}
