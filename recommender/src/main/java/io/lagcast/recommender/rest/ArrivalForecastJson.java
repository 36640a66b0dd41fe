package io.lagcast.recommender.rest;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A forecast of the arrival rate in records per second.
 *
 * @param workload whose
 * @param origin start of the first step: the end of what was observed
 * @param step length of a step
 * @param horizon length of all steps
 * @param model the model that made it
 * @param quantiles a path per probability level, ascending
 */
record ArrivalForecastJson(
        String workload, Instant origin, Duration step, Duration horizon, String model, List<QuantileJson> quantiles) {

    /** Rates are written to a thousandth of a record per second. */
    private static final double PRECISION = 1000;

    ArrivalForecastJson {
        quantiles = List.copyOf(quantiles);
    }

    static ArrivalForecastJson of(String workload, Forecast.Quantiles forecast) {
        QuantileLevels levels = forecast.levels();
        List<QuantileJson> quantiles = IntStream.range(0, levels.count())
                .mapToObj(index -> new QuantileJson(levels.level(index), rounded(forecast.path(index))))
                .toList();
        return new ArrivalForecastJson(
                workload,
                forecast.origin(),
                forecast.horizon().step(),
                forecast.horizon().length(),
                forecast.model(),
                quantiles);
    }

    private static List<Double> rounded(double[] path) {
        return Arrays.stream(path)
                .map(rate -> Math.round(rate * PRECISION) / PRECISION)
                .boxed()
                .toList();
    }

    /**
     * The path of one quantile.
     *
     * @param level probability that the rate stays below
     * @param values records per second, one a step
     */
    record QuantileJson(double level, List<Double> values) {

        QuantileJson {
            values = List.copyOf(values);
        }
    }
}
