package io.lagcast.forecasting.panel;

/**
 * How well one candidate did in one range of leads.
 *
 * @param name the expert, or "combination"
 * @param loss fading mean pinball loss at each of {@link Panel#levels()}, in the unit of the series
 * @param coverage share of outcomes at or below the quantile of each level
 * @param weight its weight in the combination's median
 * @param answers whether forecasts come from it now
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one reader, the forecaster, which copies what it needs.
public record CandidateScore(String name, double[] loss, double[] coverage, double weight, boolean answers) {}
