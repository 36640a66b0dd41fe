package io.lagcast.recommender.rest;

import io.lagcast.recommender.cycle.LiveWorkloads;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the models behind a forecast come from. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}/forecast/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Forecasts")
class ForecastModelsResource {

    private final KnownWorkloads workloads;
    private final LiveWorkloads live;

    ForecastModelsResource(KnownWorkloads workloads, LiveWorkloads live) {
        this.workloads = workloads;
        this.live = live;
    }

    @GetMapping
    @Operation(
            summary = "Where the models behind a forecast come from",
            description =
                    "Of every model in the combination: what learned it, on which samples of which time, which hyper-parameters and seed it has, what the"
                            + " library that learned it says, and its weight in every range of leads. How well each does is in models of the explanation.")
    ForecastModelsJson models(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        String workload = workloads.named(name).name();
        return live.models(workload)
                .map(models -> ForecastModelsJson.of(workload, models))
                .orElseThrow(() -> ForecastResource.notYet(workload));
    }
}
