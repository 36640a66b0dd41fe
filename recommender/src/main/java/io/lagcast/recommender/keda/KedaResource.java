package io.lagcast.recommender.keda;

import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** For KEDA's metrics-api scaler, which takes any number for an answer and any other status for an error. */
@RestController
@Tag(name = "Executors", description = "What executors ask for, in their own words")
class KedaResource {

    private final KnownWorkloads workloads;
    private final KnownRecommendations recommendations;

    KedaResource(KnownWorkloads workloads, KnownRecommendations recommendations) {
        this.workloads = workloads;
        this.recommendations = recommendations;
    }

    @GetMapping(path = "/keda/workloads/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The count to run now, for KEDA's metrics-api scaler",
            description =
                    "Read it with valueLocation desiredReplicas and targetValue 1. Until a planned move is due this is the count in force. Answers 503 when"
                            + " the workload is not known, when nothing was recommended yet and when the recommendation has expired, so that KEDA falls back"
                            + " instead of taking 0 for an answer.")
    DesiredReplicas count(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        return new DesiredReplicas(recommendations.inForce(known(name)).replicas());
    }

    private String known(String name) {
        try {
            return workloads.named(name).name();
        } catch (ProblemException unknown) {
            if (unknown.getStatusCode() != HttpStatus.NOT_FOUND) {
                throw unknown;
            }
            throw new ProblemException(
                            ProblemType.NO_RECOMMENDATION,
                            String.valueOf(unknown.getBody().getDetail()))
                    .retryAfter(KnownRecommendations.NEXT_DECISION);
        }
    }

    /**
     * How many replicas a workload should have at this moment.
     *
     * @param desiredReplicas the count
     */
    record DesiredReplicas(int desiredReplicas) {}
}
