package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What errors are divided by so that they can be compared between series: {@code mean |y_t - y_(t - season)|} over the pairs known before the test,
 * which is the mean absolute error of the seasonal naive method there.
 *
 * <p>Empty when no pair is known, or when every pair is equal (a constant series has no scale).
 *
 * <p>Hyndman and Koehler (2006), Another look at measures of forecast accuracy, <a
 * href="https://doi.org/10.1016/j.ijforecast.2006.03.001">doi:10.1016/j.ijforecast.2006.03.001</a>; with missing values, pairs that lack one are left
 * out.
 */
public final class SeasonalScale {

    private SeasonalScale() {}

    /** The scale from the buckets of {@code series} that begin before {@code testStart}; {@code season} is rounded to whole buckets. */
    public static OptionalDouble before(TimeSeries series, Instant testStart, Duration season) {
        int lag = (int)
                Math.max(1, Math.round(season.toNanos() / (double) series.step().toNanos()));
        double sum = 0;
        int pairs = 0;
        for (int t = lag; t < series.size() && series.time(t).isBefore(testStart); t++) {
            if (series.isKnown(t) && series.isKnown(t - lag)) {
                sum += Math.abs(series.value(t) - series.value(t - lag));
                pairs++;
            }
        }
        return sum > 0 ? OptionalDouble.of(sum / pairs) : OptionalDouble.empty();
    }
}
