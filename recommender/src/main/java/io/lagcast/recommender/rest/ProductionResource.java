package io.lagcast.recommender.rest;

import io.lagcast.recommender.history.ProductionImports;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes what was produced before anybody watched, so that forecasts need not wait for it to be seen. */
@RestController
@Tag(name = "Samples", description = "Offsets and rates pushed by others")
class ProductionResource {

    private static final String EXAMPLE = """
            {"start": "2026-01-01T00:00:00Z", "step": "1m", "recordsPerSecond": [812.5, 790, null, 804.25]}""";

    private final KnownWorkloads workloads;
    private final ProductionImports imports;
    private final InstantSource clock;

    ProductionResource(KnownWorkloads workloads, ProductionImports imports, InstantSource clock) {
        this.workloads = workloads;
        this.imports = imports;
        this.clock = clock;
    }

    @PostMapping(
            path = "/api/v1/workloads/{name}/production",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Import production rates of the past",
            description =
                    "Mean rates in equal steps, oldest first, null where one is not known. They fill times that no sample was taken in and never replace what was"
                            + " measured; importing again replaces what was imported. Forecasts learn from them at once.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PushedProduction.Described.class),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "200",
            description = "Imported",
            content = @Content(schema = @Schema(implementation = Imported.class)))
    Imported importRates(@PathVariable String name, @RequestBody JsonNode body) {
        String workload = workloads.named(name).name();
        PushedProduction production = PushedProduction.read(body, clock.instant());
        double[] rates = production.recordsPerSecond();
        imports.take(workload, production.start(), production.step(), rates);
        int missing = (int) Arrays.stream(rates).filter(Double::isNaN).count();
        return new Imported(rates.length - missing, missing);
    }

    /**
     * What was imported.
     *
     * @param values rates that are known
     * @param missing steps without one
     */
    record Imported(int values, int missing) {}
}
