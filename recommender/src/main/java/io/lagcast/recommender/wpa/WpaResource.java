package io.lagcast.recommender.wpa;

import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers from memory: the autoscaler waits ten seconds at most. */
@RestController
@Tag(name = "Executors", description = "What executors ask for, in their own words")
class WpaResource {

    private static final String EXAMPLE = """
            {"targetRef": {"kind": "Deployment", "name": "orders"}, "state": {"desiredReplicas": 5}, "settings": {"workload": "orders"}}""";

    private final KnownWorkloads workloads;
    private final KnownRecommendations recommendations;

    WpaResource(KnownWorkloads workloads, KnownRecommendations recommendations) {
        this.workloads = workloads;
        this.recommendations = recommendations;
    }

    @PostMapping(
            path = "/wpa/recommendation",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The count to run now, for Datadog's WatermarkPodAutoscaler",
            description =
                    "spec.recommender.url of the autoscaler. The workload is settings.workload, else the one with the name of the target. Until a planned move"
                            + " is due this is the count in force. Every answer but 200 makes the autoscaler hold.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = WpaRequest.class), examples = @ExampleObject(EXAMPLE)))
    WpaReply recommend(@RequestBody WpaRequest request) {
        return WpaReply.of(
                recommendations.inForce(workloads.named(request.workload()).name()));
    }
}
