package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.Forecast;
import java.time.Instant;

/** Learns of forecasts as they are made. */
public interface EvaluationListener {

    /** Wants to know nothing. */
    EvaluationListener SILENT = new EvaluationListener() {};

    /**
     * A forecast for one bucket that the plan asks for, whether the bucket turned out to be known or not.
     *
     * @param origin when the last bucket that was over begins; it may be a missing one
     * @param target when the forecast bucket begins
     * @param step how many buckets {@code target} is after {@code origin}
     * @param quantiles the whole forecast, of the plan's levels
     * @param index which bucket of {@code quantiles} is {@code target}'s
     */
    default void forecast(Instant origin, Instant target, int step, Forecast.Quantiles quantiles, int index) {}

    /** So many of all origins are done. */
    default void progress(int done, int origins) {}
}
