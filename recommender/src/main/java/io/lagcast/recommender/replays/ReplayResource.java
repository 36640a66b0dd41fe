package io.lagcast.recommender.replays;

import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Replays of a workload's own recorded arrivals. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}/replays", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Replays", description = "What a workload's own recorded arrivals would have cost under different scalers")
class ReplayResource {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration USUAL_WARM_UP = Duration.ofDays(8);
    private static final Duration LONGEST_WARM_UP = Duration.ofDays(21);
    private static final int MOST_SCALERS = 5;

    /** About what a replay of a week takes. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final KnownWorkloads workloads;
    private final Replays replays;
    private final InstantSource clock;

    ReplayResource(KnownWorkloads workloads, Replays replays, InstantSource clock) {
        this.workloads = workloads;
        this.replays = replays;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            summary = "Replay a workload's recorded arrivals",
            description =
                    "Starts a replay against a simulated group of the learned throughput, start-up and pause and answers at once; look at the Location"
                            + " for progress and the result, which is kept until a hundred newer ones have come. Compared are Lagcast, the counts that were really asked for, HPA and KEDA on"
                            + " lag and sizing by rate at the best of a small grid of settings, all replicas, the clairvoyant, and the scalers that are"
                            + " named. An instance runs one replay at a time, on a thread of its own.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "from",
            description = "Start of the replay; a week before the end if not given",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "to",
            description = "End of the replay, an hour to 14 days after its start; now if not given",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "warmUp",
            description = "How much of what came before may be learned, up to 21 days; 8 days if not given",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "scalers",
            description =
                    "Up to 5 scalers to compare besides, with commas between them, such as hpa:10000,keda:5000: what you run today",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "202", description = "Started")
    @ApiResponse(responseCode = "409", description = "Another replay is running on this instance")
    ResponseEntity<ReplayJson> start(@PathVariable String name, HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "from", "to", "warmUp", "scalers");
        Instant to = query.instant("to").orElseGet(clock::instant).truncatedTo(ChronoUnit.MINUTES);
        Instant from = query.instant("from").orElseGet(() -> to.minus(USUAL)).truncatedTo(ChronoUnit.MINUTES);
        Duration warmUp =
                query.duration("warmUp", Duration.ZERO, LONGEST_WARM_UP).orElse(USUAL_WARM_UP);
        List<ScalerChoice> scalers = query.value(
                        "scalers",
                        "up to " + MOST_SCALERS + " scalers such as hpa:10000,keda:5000,rate:0.7,flink:0.7,fixed:8",
                        ReplayResource::scalers)
                .orElse(List.of());
        checkRange(query, from, to);
        query.check();
        Workload workload = workloads.named(name);
        ReplayJson begun = replays.start(new ReplayQuestion(workload, from, to, warmUp, scalers))
                .orElseThrow(() -> new ProblemException(
                                ProblemType.REPLAY_RUNNING,
                                "Another replay is running, and an instance runs one at a time. Wait for it, or end it by DELETE.")
                        .retryAfter(RETRY));
        String location =
                "/api/v1/workloads/" + UriUtils.encodePathSegment(workload.name(), "UTF-8") + "/replays/" + begun.id();
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header("Location", location)
                .body(begun);
    }

    private void checkRange(QueryParameters query, Instant from, Instant to) {
        if (to.isAfter(clock.instant())) {
            query.refuse("to", to, "must not lie in the future: only what was recorded can be replayed");
            return;
        }
        Duration length = Duration.between(from, to);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            query.refuse("from", from, "must lie " + SHORTEST + " to " + LONGEST + " before to, which is " + to);
        }
    }

    /** Empty, so that it is refused, if any of them cannot be read. An unescaped + arrives as a blank. */
    private static Optional<List<ScalerChoice>> scalers(String text) {
        List<ScalerChoice> scalers = new ArrayList<>();
        for (String part : text.replace(' ', '+').split(",", -1)) {
            try {
                scalers.add(ScalerChoice.parse(part));
            } catch (IllegalArgumentException wrong) {
                return Optional.empty();
            }
        }
        boolean tooSlow = scalers.stream()
                .anyMatch(choice -> choice.plansAhead() || choice.kind() == ScalerChoice.Kind.FORESIGHT);
        long distinct = scalers.stream().map(ScalerChoice::text).distinct().count();
        return Optional.of(scalers)
                .filter(all -> all.size() <= MOST_SCALERS && distinct == all.size() && !tooSlow)
                .map(List::copyOf);
    }

    @GetMapping
    @Operation(summary = "Replays", description = "The workload's replays, newest first, without their course.")
    Listed all(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        return new Listed(replays.of(workloads.named(name).name()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One replay", description = "How far it is, or what came of it.")
    ReplayJson one(@PathVariable String name, @PathVariable String id, HttpServletRequest request) {
        QueryParameters.of(request).check();
        String workload = workloads.named(name).name();
        return identifier(id).flatMap(known -> replays.find(workload, known)).orElseThrow(() -> missing(workload, id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End and forget a replay")
    @ApiResponse(responseCode = "204", description = "Ended")
    void remove(@PathVariable String name, @PathVariable String id) {
        String workload = workloads.named(name).name();
        if (!identifier(id).map(known -> replays.remove(workload, known)).orElse(false)) {
            throw missing(workload, id);
        }
    }

    /** Empty if no replay can have that id. */
    private static Optional<UUID> identifier(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException noIdentifier) {
            return Optional.empty();
        }
    }

    private static ProblemException missing(String workload, String id) {
        return new ProblemException(
                ProblemType.UNKNOWN_REPLAY,
                "Workload \"" + workload + "\" has no replay \"" + id
                        + "\". The newest hundred of all workloads are kept; POST starts another.");
    }

    /**
     * A list as an object, so that it can grow fields.
     *
     * @param items the replays
     */
    record Listed(List<ReplayJson> items) {}
}
