package io.lagcast.recommender.rest;

import io.lagcast.forecasting.Forecaster.LevelScore;
import io.lagcast.forecasting.Forecaster.Score;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's recent record in one range of leads, from the outcomes of forecasts of this workload. A forecast settled 350 forecasts ago counts half.
 *
 * @param model its name; "combination" for what the models say together
 * @param from nearest lead of the range
 * @param to farthest lead of the range
 * @param loss mean pinball loss in records per second over the median and the levels above it, smaller is better; null when not known
 * @param relativeToLastValue the loss divided by that of "as it was last"; below 1 is better; null when not known
 * @param weight its share in the combination's median, between 0 and 1; 1 for the combination
 * @param origins forecasts scored
 * @param chosen whether forecasts come from it now; "last value" is chosen while the combination has not proved to be better
 * @param levels the record at each quantile level, ascending
 */
record ModelJson(
        String model,
        Duration from,
        Duration to,
        @Nullable Double loss,
        @Nullable Double relativeToLastValue,
        double weight,
        long origins,
        boolean chosen,
        List<LevelJson> levels) {

    /** Losses and shares are written to six significant digits. */
    private static final MathContext PRECISION = new MathContext(6);

    ModelJson {
        levels = List.copyOf(levels);
    }

    static ModelJson of(Score score) {
        return new ModelJson(
                score.model(),
                score.from(),
                score.to(),
                known(score.loss()),
                known(score.relativeToLastValue()),
                rounded(score.weight()),
                score.origins(),
                score.chosen(),
                score.levels().stream().map(LevelJson::of).toList());
    }

    /** A last value that was always right leaves nothing to divide by: the quotient is then as large as a number can be. */
    private static @Nullable Double known(double value) {
        return Double.isFinite(value) && value < Double.MAX_VALUE ? rounded(value) : null;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(PRECISION).doubleValue();
    }

    /**
     * A model's record at one quantile level.
     *
     * @param level probability that the rate stays below
     * @param loss mean pinball loss in records per second
     * @param coverage share of outcomes at or below the quantile; the level itself is what it should be
     */
    record LevelJson(double level, double loss, double coverage) {

        static LevelJson of(LevelScore score) {
            return new LevelJson(score.level(), rounded(score.loss()), rounded(score.coverage()));
        }
    }
}
