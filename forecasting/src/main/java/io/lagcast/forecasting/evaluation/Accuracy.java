package io.lagcast.forecasting.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How good the forecasts of one horizon were.
 *
 * @param horizon how far ahead
 * @param origins from how many origins a forecast was scored
 * @param values how many forecast buckets were scored; missing ones are not
 * @param meanAbsoluteError of the median, in the series' unit
 * @param scaledError {@code meanAbsoluteError} divided by the {@link SeasonalScale}: MASE; empty when there is no scale
 * @param levels by level, ascending
 */
public record Accuracy(
        Duration horizon,
        int origins,
        int values,
        double meanAbsoluteError,
        OptionalDouble scaledError,
        List<LevelScore> levels) {

    public Accuracy {
        levels = List.copyOf(levels);
    }

    /** Mean of the weighted quantile losses over the levels; empty when every value was 0. */
    public OptionalDouble weightedLoss() {
        if (levels.stream().anyMatch(level -> level.weightedLoss().isEmpty())) {
            return OptionalDouble.empty();
        }
        return levels.stream()
                .mapToDouble(level -> level.weightedLoss().orElseThrow())
                .average();
    }

    /**
     * The score of a level.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public LevelScore at(double level) {
        for (LevelScore score : levels) {
            if (score.level() == level) {
                return score;
            }
        }
        throw new IllegalArgumentException("Level " + level + " is not among " + levels);
    }
}
