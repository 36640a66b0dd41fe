package io.lagcast.forecasting.panel;

import java.util.List;

/**
 * How well one candidate did in one range of leads.
 *
 * @param name the expert, or "combination"
 * @param loss fading mean pinball loss over the median and the levels above it, in the unit of the series
 * @param relativeToYardstick that loss divided by the last value's; 1 where both are 0, {@link Double#MAX_VALUE} where only the last value's is
 * @param weight its weight in the combination's median
 * @param answers whether forecasts come from it now
 * @param levels the record at each level, ascending
 */
public record CandidateScore(
        String name, double loss, double relativeToYardstick, double weight, boolean answers, List<AtLevel> levels) {

    public CandidateScore {
        levels = List.copyOf(levels);
    }

    /**
     * A record at one level.
     *
     * @param level the quantile's level
     * @param loss fading mean pinball loss, in the unit of the series
     * @param coverage share of outcomes at or below the quantile
     */
    public record AtLevel(double level, double loss, double coverage) {}
}
