package io.lagcast.recommender.events;

import io.lagcast.recommender.limits.Requester;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.QueryParameters;
import io.lagcast.recommender.workloads.Workload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where clients of the event stream connect. */
@RestController
@Tag(name = "Events", description = "What happens, as it happens")
class EventResource {

    private static final String EXAMPLE = """
            id:1767225615000-42
            event:recommendation
            data:{"workload":"orders","desiredReplicas":8,"action":"SCALE_OUT"}

            :heartbeat
            """;

    private static final String LAST_SEEN = "Last-Event-ID";

    private final EventStream stream;
    private final KnownWorkloads workloads;

    EventResource(EventStream stream, KnownWorkloads workloads) {
        this.stream = stream;
        this.workloads = workloads;
    }

    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Server-sent events",
            description =
                    "An event recommendation with every recommendation issued, and an event workload with a workload's definition and state whenever"
                            + " either changes ({\"name\", \"removed\": true} when it is gone). A comment every 15 s keeps the connection. A client that is too"
                            + " slow is disconnected, and one whose token expires has to come back with a new one. With Last-Event-ID it is told what it missed; where that is not known any more, an event reset says so"
                            + " first, and the client reads everything again.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "workload",
            description = "The only workload to hear of; all if not given",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.HEADER,
            name = LAST_SEEN,
            description = "Id of the last event seen, to go on from there",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(EXAMPLE)))
    ResponseEntity<SseEmitter> events(HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "workload");
        Optional<String> name = query.text("workload");
        query.check();
        Optional<String> workload = name.map(workloads::named).map(Workload::name);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // nginx would hold events back
                .body(stream.connect(workload, lastSeen(request), Requester.of(request)));
    }

    private static Optional<String> lastSeen(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(LAST_SEEN)).filter(id -> !id.isBlank());
    }
}
