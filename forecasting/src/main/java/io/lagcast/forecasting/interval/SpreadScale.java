package io.lagcast.forecasting.interval;

/**
 * The unit errors are measured in at a level: {@code unit(level) = max(level, floor)^exponent}. Exponent 0 means that errors are as large at any level,
 * 1/2 that they grow as for counted events, 1 that they stay the same percentage. The floor is a twentieth of the series' mean, below which
 * percentages say nothing; a series of zeros has unit 1.
 *
 * @param exponent 0, 1/2 or 1
 */
public record SpreadScale(double exponent) {

    /** As for counts: what is assumed of arrivals before there is evidence. */
    public static final SpreadScale COUNTS = new SpreadScale(0.5);

    private static final double FLOOR_SHARE = 0.05;

    /**
     * The scale that fits moves seen at two levels: {@code exponent = log(highMove / lowMove) / log(highLevel / lowLevel)}, rounded to 0, 1/2 or 1.
     * {@link #COUNTS} where the levels are less than a factor 1.5 apart or a number is not positive: then it cannot be told, and hardly matters.
     *
     * @param lowLevel mean level of the lower half of the observations
     * @param lowMove mean absolute change there
     * @param highLevel mean level of the upper half
     * @param highMove mean absolute change there
     */
    public static SpreadScale fitting(double lowLevel, double lowMove, double highLevel, double highMove) {
        if (!(lowLevel > 0 && lowMove > 0 && highMove > 0 && highLevel > 1.5 * lowLevel)) {
            return COUNTS;
        }
        double exponent = Math.log(highMove / lowMove) / Math.log(highLevel / lowLevel);
        return new SpreadScale(Math.max(0, Math.min(1, Math.round(2 * exponent) / 2.0)));
    }

    /** The unit at {@code level} of a series whose mean so far is {@code mean}. */
    public double unit(double level, double mean) {
        double base = Math.max(level, FLOOR_SHARE * mean);
        if (exponent == 0 || !(base > 0)) {
            return 1;
        }
        return exponent == 1 ? base : Math.sqrt(base);
    }
}
