package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.SpreadScale;

/** Keeps expectations within what is possible and says in what unit errors count there; shared by all cells of a panel. Mutable, one owner. */
final class Clip {

    /** Times the largest value seen: growth beyond that within a horizon is rather a model gone astray. */
    private static final int HEADROOM = 3;

    /** Values before the largest of them means anything. */
    private static final int ENOUGH_SEEN = 30;

    /** Deviation, as a share of the level, that is assumed of a series nothing is known about: wide, since nothing is known. */
    private static final double PRIOR_DEVIATION = 0.5;

    private SpreadScale scale;
    private double mean;
    private double max;
    private long seen;
    private boolean doubted;

    /** The largest value that was doubted, 0 if none was. */
    private double suspect;

    Clip(SpreadScale scale) {
        this.scale = scale;
    }

    /**
     * What of an observed value is believed: all of it, unless it alone is beyond {@value #HEADROOM} times the largest seen so far, as the sample after a
     * counter's reset may be. Then that much. What comes a second time is believed: the next value beyond is a crowd, and a later one that is not beyond
     * {@value #HEADROOM} times what was doubted is a burst this series has.
     */
    double believe(double value) {
        boolean beyond = seen >= ENOUGH_SEEN && max > 0 && value > HEADROOM * max;
        boolean doubtful = beyond && !doubted && value > HEADROOM * suspect;
        doubted = beyond;
        suspect = doubtful ? value : suspect;
        double believed = doubtful ? HEADROOM * max : value;
        seen++;
        mean += (believed - mean) / seen;
        max = doubtful ? max : Math.max(max, value);
        return believed;
    }

    double apply(double expected) {
        return Math.max(0, Math.min(HEADROOM * max, expected));
    }

    /** The unit of an error of a forecast of {@code level}, in the unit of the series; positive. */
    double unit(double level) {
        return scale.unit(level, mean);
    }

    /** The standard deviation assumed before there are errors, in units of {@link #unit} at the mean. */
    double priorDeviation() {
        return PRIOR_DEVIATION * mean / unit(mean);
    }

    void carry(State state) {
        scale = new SpreadScale(state.number(scale.exponent()));
        mean = state.number(mean);
        max = state.number(max);
        seen = state.whole(seen);
        doubted = state.flag(doubted);
        suspect = state.number(suspect);
    }
}
