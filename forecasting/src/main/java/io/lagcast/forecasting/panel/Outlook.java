package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.QuantileExpert;
import java.util.List;

/** What every expert says of one lead: room that is filled again and again. Mutable, one owner. */
final class Outlook {

    private final Expert[] experts;
    private final Clip clip;

    /** Whether the expert says anything. */
    final boolean[] speaks;

    /** What it expects, clipped to what is possible; 0 where it does not speak. */
    final double[] expected;

    /** Quantiles it says itself, at {@link QuantileExpert#levels()}; empty for a point expert. */
    final double[][] quantiles;

    /** What it says at all {@link Levels} in the end: the first level's of all experts, then the next level's; any number where it does not speak. */
    final double[] said;

    /** {@link #said}, kept near the outcome; see {@link CellRecord}. */
    final double[] bounded;

    /** For the weights of all cells, see there. */
    final Worksheet worksheet;

    Outlook(List<? extends Expert> experts, Clip clip) {
        this.experts = experts.toArray(Expert[]::new);
        this.clip = clip;
        this.speaks = new boolean[this.experts.length];
        this.expected = new double[this.experts.length];
        this.quantiles = new double[this.experts.length][];
        this.said = new double[Levels.COUNT * this.experts.length];
        this.bounded = new double[said.length];
        this.worksheet = new Worksheet(Levels.all(), this.experts.length);
        for (int e = 0; e < quantiles.length; e++) {
            quantiles[e] = new double[this.experts[e] instanceof QuantileExpert ? QuantileExpert.LEVELS : 0];
        }
    }

    int size() {
        return experts.length;
    }

    /** Asks every expert. */
    void ask(int lead) {
        for (int e = 0; e < experts.length; e++) {
            speaks[e] = experts[e].canForecast(lead);
            expected[e] = 0;
            if (speaks[e]) {
                say(e, lead);
            }
        }
    }

    private void say(int e, int lead) {
        double[] said = quantiles[e];
        if (experts[e] instanceof QuantileExpert expert) {
            expert.quantiles(lead, said);
            for (int i = 0; i < said.length; i++) {
                speaks[e] &= Double.isFinite(said[i]);
                said[i] = clip.apply(said[i]);
            }
            expected[e] = said[QuantileExpert.MEDIAN];
            return;
        }
        double value = experts[e].forecast(lead);
        speaks[e] = Double.isFinite(value);
        expected[e] = speaks[e] ? clip.apply(value) : 0;
    }
}
