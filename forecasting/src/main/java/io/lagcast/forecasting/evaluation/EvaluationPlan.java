package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which forecasts of a series are made and scored.
 *
 * @param testStart where the test begins: the bucket that begins here is the last one known at the first origin
 * @param originEvery time between origins, rounded down to whole buckets, at least one
 * @param horizons how far ahead; the bucket so long after that of the origin is scored, with {@code wholePath} every one up to it.
 *     Each is rounded up to whole buckets
 * @param wholePath whether every bucket up to a horizon counts instead of the one at its end
 * @param levels the quantiles that are asked for and scored
 */
public record EvaluationPlan(
        Instant testStart, Duration originEvery, List<Duration> horizons, boolean wholePath, QuantileLevels levels) {

    public EvaluationPlan {
        if (!originEvery.isPositive()) {
            throw new IllegalArgumentException("Time between origins must be positive but was " + originEvery);
        }
        if (horizons.isEmpty()) {
            throw new IllegalArgumentException("At least one horizon is needed");
        }
        for (Duration horizon : horizons) {
            if (!horizon.isPositive()) {
                throw new IllegalArgumentException("A horizon must be positive but was " + horizon);
            }
        }
        horizons = List.copyOf(horizons);
    }

    /** Where the test begins when it is the last {@code length} of the series; never before the series does. */
    public static Instant testStart(TimeSeries series, Duration length) {
        Instant start = series.time(series.size()).minus(length);
        return start.isBefore(series.start()) ? series.start() : start;
    }
}
