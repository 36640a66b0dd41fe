package io.lagcast.forecasting.backtest;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the future at which errors are recorded: the mean of the buckets {@code firstLead} to {@link #lastLead()} after an origin.
 *
 * @param width number of buckets whose mean is forecast
 * @param firstLead the first of them; 1 is the bucket after the origin
 */
record Cell(int width, int firstLead) {

    /** Means over one bucket, over five (minutes: the step of a day's path) and over sixty (minutes: the step of a week's path). */
    static final int[] WIDTHS = {1, 5, 60};

    private static final int[][] LAST_LEADS = {
        {1, 2, 3, 5, 8, 15, 30, 60, 120, 240, 480, 960, 1440},
        {5, 10, 15, 30, 60, 120, 240, 480, 960, 1440},
        {60, 120, 240, 480, 960, 1440, 2880, 5760, 10080},
    };

    /** The newest bucket the cell covers. */
    int lastLead() {
        return firstLead + width - 1;
    }

    /** For each of {@link #WIDTHS} the cells that half a window of {@code buckets} can hold, nearest first; at least one for width 1. */
    static List<List<Cell>> ladder(int buckets) {
        List<List<Cell>> ladder = new ArrayList<>();
        for (int i = 0; i < WIDTHS.length; i++) {
            List<Cell> rung = new ArrayList<>();
            for (int lastLead : LAST_LEADS[i]) {
                if (2 * lastLead <= buckets) {
                    rung.add(new Cell(WIDTHS[i], lastLead - WIDTHS[i] + 1));
                }
            }
            if (!rung.isEmpty()) {
                ladder.add(rung);
            }
        }
        return ladder;
    }
}
