package io.lagcast.recommender.rest;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A forecast of the arrival rate in records per second.
 *
 * @param workload whose
 * @param origin start of the first step: the end of what was observed
 * @param step length of a step
 * @param horizon length of all steps
 * @param model the model that made it
 * @param quantiles a path per probability level, ascending
 * @param peak the highest rate to come soon; null while no peaks were recorded
 */
record ArrivalForecastJson(
        String workload,
        Instant origin,
        Duration step,
        Duration horizon,
        String model,
        List<QuantileJson> quantiles,
        @Nullable PeakJson peak) {

    /** Rates are written to a thousandth of a record per second. */
    private static final double PRECISION = 1000;

    ArrivalForecastJson {
        quantiles = List.copyOf(quantiles);
    }

    static ArrivalForecastJson of(String workload, Forecast.Quantiles forecast, Optional<Forecast.Quantiles> peak) {
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
                quantiles,
                peak.map(PeakJson::of).orElse(null));
    }

    private static List<Double> rounded(double[] path) {
        return Arrays.stream(path).map(ArrivalForecastJson::rounded).boxed().toList();
    }

    private static double rounded(double rate) {
        return Math.round(rate * PRECISION) / PRECISION;
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

    /**
     * The highest rate within a stretch from the origin on: what capacity must cover meanwhile. It is higher than the single steps' quantiles, since any
     * of the steps may turn out to be the highest.
     *
     * @param within length of the stretch; at least what was asked for, or the longest that peaks are recorded for
     * @param quantiles a rate per probability level, ascending
     */
    record PeakJson(Duration within, List<PeakQuantileJson> quantiles) {

        PeakJson {
            quantiles = List.copyOf(quantiles);
        }

        static PeakJson of(Forecast.Quantiles peak) {
            QuantileLevels levels = peak.levels();
            return new PeakJson(
                    peak.horizon().length(),
                    IntStream.range(0, levels.count())
                            .mapToObj(index -> new PeakQuantileJson(levels.level(index), rounded(peak.value(index, 0))))
                            .toList());
        }
    }

    /**
     * One quantile of the highest rate.
     *
     * @param level probability that the highest rate stays below
     * @param value records per second
     */
    record PeakQuantileJson(double level, double value) {}
}
