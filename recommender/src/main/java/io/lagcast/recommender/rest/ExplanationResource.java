package io.lagcast.recommender.rest;

import io.lagcast.recommender.cycle.Explanation;
import io.lagcast.recommender.cycle.LiveWorkloads;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why the newest recommendation is what it is. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}/explanation", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recommendations")
class ExplanationResource {

    private final KnownWorkloads workloads;
    private final LiveWorkloads live;
    private final Ledger ledger;

    ExplanationResource(KnownWorkloads workloads, LiveWorkloads live, Ledger ledger) {
        this.workloads = workloads;
        this.live = live;
        this.ledger = ledger;
    }

    @GetMapping
    @Operation(
            summary = "Why the newest recommendation is what it is",
            description =
                    "Every replica count that was priced and its price, what was learned about the workload (0 observations: a prior), each"
                            + " forecasting model's record, and what the partitions allow: the most replicas that have work, what they carry, when growing"
                            + " daily peaks get there, and what dealing partitions by rate would save. Also given when the recommendation has expired; time tells how old it is.")
    ExplanationJson explanation(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        String workload = workloads.named(name).name();
        return live.explanation(workload)
                .or(() -> ledger.latest(workload).map(latest -> new Explanation(latest, List.of(), Optional.empty())))
                .map(ExplanationJson::of)
                .orElseThrow(() -> KnownRecommendations.none(workload));
    }
}
