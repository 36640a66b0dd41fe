package io.lagcast.recommender.rest;

import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was seen of a workload. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}/history", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "History", description = "What was seen of a workload")
class HistoryResource {

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(1);
    private static final int MOST_POINTS = 5000;

    /** Steps that history is kept in; the first one that gives at most {@link #USUAL_POINTS} is taken unless one is asked for. */
    private static final List<Duration> USUAL_STEPS =
            List.of(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));

    /** About one point for every second pixel of a chart. */
    private static final int USUAL_POINTS = 500;

    private final KnownWorkloads workloads;
    private final Histories histories;
    private final InstantSource clock;

    HistoryResource(KnownWorkloads workloads, Histories histories, InstantSource clock) {
        this.workloads = workloads;
        this.histories = histories;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "History",
            description =
                    "Production and consumption rate, lag, lag time and replicas, one point a step; null is unknown, never zero. Needs PostgreSQL:"
                            + " answers 503 while it is down.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "from",
            description = "Start, inclusive; an hour before the end if not given",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "to",
            description = "End, exclusive; now if not given",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "step",
            description =
                    "Length of a step, like PT1M or 1m, for at most 5000 points; chosen by the range if not given",
            schema = @Schema(type = "string"))
    HistoryJson history(@PathVariable String name, HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "from", "to", "step");
        Instant to = query.instant("to").orElseGet(clock::instant);
        Instant from = query.instant("from").orElseGet(() -> to.minus(USUAL));
        Duration range = Duration.between(from, to);
        Duration step = query.duration("step", SHORTEST_STEP, LONGEST_STEP).orElseGet(() -> usualStep(range));
        checkRange(query, from, to, step);
        query.check();
        String workload = workloads.named(name).name();
        return HistoryJson.of(workload, from, to, step, histories.query(workload, from, to, step));
    }

    private static Duration usualStep(Duration range) {
        return USUAL_STEPS.stream()
                .filter(step -> range.dividedBy(step) <= USUAL_POINTS)
                .findFirst()
                .orElse(
                        range.compareTo(Duration.ofHours(1).multipliedBy(MOST_POINTS)) <= 0
                                ? USUAL_STEPS.getLast()
                                : LONGEST_STEP);
    }

    private static void checkRange(QueryParameters query, Instant from, Instant to, Duration step) {
        if (!from.isBefore(to)) {
            query.refuse("from", from, "must be before to, which is " + to);
            return;
        }
        long points = Duration.between(from, to).dividedBy(step);
        if (points > MOST_POINTS) {
            query.refuse(
                    "step",
                    step,
                    "must be longer, since " + from + " to " + to + " has " + points + " such steps and at most "
                            + MOST_POINTS + " points are given at once");
        }
    }
}
