package io.lagcast.forecasting.backtest;

/**
 * A candidate's record within one reach of leads.
 *
 * @param model its name
 * @param reach which stretch of leads the record is of, 0 = nearest; see {@link Pool}
 * @param loss mean pinball loss
 * @param relativeToLastValue the loss divided by that of the last value over the same origins; 1 when both are 0
 * @param origins forecasts scored
 * @param chosen whether it answers within this reach
 */
public record ModelScore(
        String model, int reach, double loss, double relativeToLastValue, int origins, boolean chosen) {}
