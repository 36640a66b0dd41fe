package io.lagcast.recommender.rest;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.recommender.cycle.LiveWorkloads;
import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How many records a second will arrive. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}/forecast", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Forecasts", description = "How many records a second will arrive")
class ForecastResource {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration USUAL = Duration.ofHours(24);

    private static final Duration SHORTEST_PEAK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PEAK = Duration.ofHours(24);
    private static final Duration USUAL_PEAK = Duration.ofMinutes(5);

    /** How many of the forecaster's own steps are shown: two hours of minutes. */
    private static final int OWN_STEPS = 120;

    /** Steps that are easy to read, each with the longest horizon that is shown in it. */
    private static final List<Horizon> READABLE = List.of(
            new Horizon(Duration.ofMinutes(1), 120),
            new Horizon(Duration.ofMinutes(5), 288),
            new Horizon(Duration.ofHours(1), 336));

    private static final int MOST_LEVELS = 25;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final KnownWorkloads workloads;
    private final LiveWorkloads live;

    ForecastResource(KnownWorkloads workloads, LiveWorkloads live) {
        this.workloads = workloads;
        this.live = live;
    }

    @GetMapping
    @Operation(
            summary = "Forecast of the arrival rate",
            description =
                    "Quantiles of the mean rate in every step, in records per second, from the end of what was observed. A step is the forecaster's own"
                            + " (one minute unless configured otherwise) up to a horizon of 120 of them, beyond that one minute up to 2 h, five minutes up to 24 h, one hour"
                            + " beyond. Besides, quantiles of the highest rate to come soon. Answers 503 and says what is missing while nothing can be forecast.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "horizon",
            description = "How far to look ahead, at most 14 days; like PT24H or 24h",
            schema = @Schema(type = "string", defaultValue = "PT24H"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "quantiles",
            description = "Probability levels between 0 and 1, separated by commas",
            schema = @Schema(type = "string", defaultValue = "0.1,0.5,0.9,0.95,0.99"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "peakWithin",
            description =
                    "How far to look ahead for the highest rate, such as the time a replica takes to start; at most 24 h",
            schema = @Schema(type = "string", defaultValue = "PT5M"))
    ArrivalForecastJson forecast(@PathVariable String name, HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "horizon", "quantiles", "peakWithin");
        Duration length = query.duration("horizon", SHORTEST, LONGEST).orElse(USUAL);
        QuantileLevels levels = query.value(
                        "quantiles",
                        "up to " + MOST_LEVELS
                                + " numbers between 0 and 1 (both exclusive), separated by commas, such as 0.1,0.5,0.95",
                        ForecastResource::levels)
                .orElse(QuantileLevels.STANDARD);
        Duration peakWithin =
                query.duration("peakWithin", SHORTEST_PEAK, LONGEST_PEAK).orElse(USUAL_PEAK);
        query.check();
        String workload = workloads.named(name).name();
        Horizon horizon = horizon(length, live.forecastStep());
        Forecast forecast = live.forecast(workload, horizon, levels).orElseThrow(() -> notYet(workload));
        return switch (forecast) {
            case Forecast.Quantiles quantiles ->
                ArrivalForecastJson.of(workload, quantiles, peak(workload, peakWithin, levels));
            case Forecast.Unavailable unavailable -> throw missing(workload, unavailable);
        };
    }

    private Optional<Forecast.Quantiles> peak(String workload, Duration within, QuantileLevels levels) {
        return live.peak(workload, within, levels)
                .flatMap(peak -> peak instanceof Forecast.Quantiles known ? Optional.of(known) : Optional.empty());
    }

    /** Fine enough to see what comes next, never finer than what is forecast, coarse enough for at most a few hundred points. */
    static Horizon horizon(Duration length, Duration ownStep) {
        Horizon own = new Horizon(ownStep, OWN_STEPS);
        return Stream.concat(Stream.of(own), READABLE.stream())
                .filter(shown -> shown.step().compareTo(ownStep) >= 0)
                .filter(shown -> shown.length().compareTo(length) >= 0)
                .min(Comparator.comparing(Horizon::step))
                .map(shown -> Horizon.covering(length, shown.step()))
                .orElseGet(() -> Horizon.covering(length, ownStep));
    }

    private static Optional<QuantileLevels> levels(String text) {
        try {
            double[] levels = Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .sorted()
                    .distinct()
                    .toArray();
            return levels.length > MOST_LEVELS ? Optional.empty() : Optional.of(QuantileLevels.of(levels));
        } catch (IllegalArgumentException notLevels) {
            return Optional.empty();
        }
    }

    /** The problem that there is nothing to forecast from. */
    static ProblemException notYet(String workload) {
        return new ProblemException(
                        ProblemType.NO_FORECAST,
                        "Nothing was observed of \"" + workload
                                + "\" since the start. A forecast needs samples to begin with.")
                .retryAfter(KnownRecommendations.NEXT_DECISION);
    }

    private static ProblemException missing(String workload, Forecast.Unavailable unavailable) {
        Duration needed = unavailable.stillNeeded();
        String detail = "No forecast for \"" + workload + "\" yet: " + unavailable.reason() + ". At least " + needed
                + " more must be observed.";
        return new ProblemException(ProblemType.NO_FORECAST, detail)
                .retryAfter(needed.compareTo(LONGEST_WAIT) < 0 ? needed : LONGEST_WAIT);
    }
}
