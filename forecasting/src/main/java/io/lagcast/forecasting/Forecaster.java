package io.lagcast.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Learns one series and forecasts it. Mutable and confined to its owner: calls must not overlap. The same observations in the same order and the
 * same refits at the same points give the same forecasts, bit for bit.
 */
public interface Forecaster {

    /** Name of the method, as stored with every recommendation. */
    String name();

    /** Length of the buckets that observations are averaged into. */
    Duration step();

    /**
     * Absorbs the mean value observed over {@code [from, to)}. Time between the end of the previous observation and {@code from} is a gap: missing,
     * never zero.
     *
     * @throws IllegalArgumentException if the value is negative or not finite, the interval is empty, or it begins before the previous one ended
     */
    void observe(Instant from, Instant to, double meanValue);

    /** Quantiles of the mean value in each bucket from the end of the last observation on. */
    Forecast forecast(Horizon horizon, QuantileLevels levels);

    /** Whether enough was observed since the last refit for a new one to pay. */
    boolean refitDue();

    /** Chooses season lengths and parameters anew from what is in the window. The heavy call; the owner decides when. */
    void refit();

    /** Each model's recent record, best first. */
    List<Score> scores();

    /**
     * A model's recent record over rolling origins.
     *
     * @param model name of the model
     * @param loss mean pinball loss over levels and steps, in the series' unit; smaller is better
     * @param relativeToLastValue {@code loss} divided by that of the last-value model over the same origins
     * @param origins number of forecasts scored
     * @param chosen whether forecasts come from this model now
     */
    record Score(String model, double loss, double relativeToLastValue, int origins, boolean chosen) {}
}
