package io.lagcast.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

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

    /**
     * Quantiles of the highest bucket mean within the next {@code within}: what capacity must cover while a replica starts. Larger than the highest of
     * the single buckets' quantiles, since any of the buckets may be the one that turns out high.
     *
     * @return one step as long as the stretch the record was kept for: the shortest kept one that covers {@code within}, or the longest there is
     */
    Forecast forecastPeak(Duration within, QuantileLevels levels);

    /**
     * The recent loss of what this forecaster answers {@code lead} ahead, divided by that of repeating the last value; below 1 is better. Empty while
     * there is no record. Cheap.
     */
    OptionalDouble relativeLoss(Duration lead);

    /** Every model's recent record in every range of leads: nearest first, within a range the best first. */
    List<Score> scores();

    /**
     * One line for each model whose parameters a library has learned: which, by what trainer with which settings and version, from how many examples.
     * Empty before the first refit.
     */
    default List<String> provenance() {
        return List.of();
    }

    /** Every model's origin and what it counts for: those of the finest buckets first. */
    default List<FittedModel> models() {
        return List.of();
    }

    /** Everything it has learned, as bytes that {@link Forecasters#restored} takes up bit for bit. */
    byte[] save();

    /**
     * A model's recent record over rolling origins in one range of leads. Losses fade: a forecast settled 350 forecasts ago counts half.
     *
     * @param model name of the model; "combination" for what the models say together
     * @param from nearest lead of the range
     * @param to farthest lead
     * @param loss mean pinball loss over the median and the levels above it, in the series' unit; smaller is better
     * @param relativeToLastValue {@code loss} divided by that of the last-value model over the same range
     * @param weight its share in the combination's median; 1 for the combination
     * @param origins number of forecasts scored
     * @param chosen whether forecasts come from this model now
     * @param levels the record at each quantile level, ascending
     */
    record Score(
            String model,
            Duration from,
            Duration to,
            double loss,
            double relativeToLastValue,
            double weight,
            long origins,
            boolean chosen,
            List<LevelScore> levels) {

        public Score {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A model's record at one quantile level.
     *
     * @param level the level
     * @param loss mean pinball loss, in the series' unit
     * @param coverage share of outcomes at or below the quantile; the level itself is what it should be
     */
    record LevelScore(double level, double loss, double coverage) {}
}
