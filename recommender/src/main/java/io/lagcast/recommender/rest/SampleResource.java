package io.lagcast.recommender.rest;

import io.lagcast.costmodel.LagSample;
import io.lagcast.recommender.collection.InvalidSampleException;
import io.lagcast.recommender.collection.SampleJson;
import io.lagcast.recommender.history.PushedSamples;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Violation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Takes samples from whoever sees a group better than the collector does. */
@RestController
@Tag(name = "Samples", description = "Offsets and rates pushed by others")
class SampleResource {

    private static final int MOST_VIOLATIONS = 20;

    private static final String EXAMPLE = """
            {"time": "2026-01-01T00:00:15Z", "replicas": {"desired": 5, "ready": 5}, "groupState": "STABLE",
             "partitions": [{"topic": "orders", "partition": 0, "endOffset": 1200, "committedOffset": 1180}]}""";

    private final KnownWorkloads workloads;
    private final PushedSamples pushed;
    private final InstantSource clock;

    SampleResource(KnownWorkloads workloads, PushedSamples pushed, InstantSource clock) {
        this.workloads = workloads;
        this.pushed = pushed;
        this.clock = clock;
    }

    @PostMapping(
            path = "/api/v1/workloads/{name}/samples",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Push samples",
            description =
                    "One sample or an array of them, oldest first. All are taken or, if one cannot be read, none. A sample that is not newer than the"
                            + " newest known one is ignored, so that sending again does no harm; one more than five minutes in the future is refused. committedOffset null means never committed.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(schema = @Schema(implementation = PushedSample.class), examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "200",
            description = "Taken",
            content = @Content(schema = @Schema(implementation = Taken.class)))
    Taken push(@PathVariable String name, @RequestBody JsonNode body) {
        String workload = workloads.named(name).name();
        List<LagSample> samples = read(workload, body, clock.instant());
        int accepted = pushed.take(workload, samples);
        return new Taken(accepted, samples.size() - accepted);
    }

    /**
     * What became of pushed samples.
     *
     * @param accepted samples taken
     * @param ignored samples that were not newer than the newest known one
     */
    record Taken(int accepted, int ignored) {}

    private static List<LagSample> read(String workload, JsonNode body, Instant now) {
        List<LagSample> samples = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        List<JsonNode> items = body.isArray() ? body.values().stream().toList() : List.of(body);
        for (int i = 0; i < items.size() && violations.size() < MOST_VIOLATIONS; i++) {
            String path = body.isArray() ? "[" + i + "]" : "";
            try {
                LagSample sample = SampleJson.read(items.get(i));
                SampleJson.requireNotAhead(sample, now);
                samples.add(sample);
                foreign(workload, items.get(i), path).ifPresent(violations::add);
            } catch (InvalidSampleException invalid) {
                violations.add(violation(invalid, items.get(i), path));
            }
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_SAMPLE, violations);
        }
        return samples;
    }

    private static Optional<Violation> foreign(String workload, JsonNode sample, String path) {
        JsonNode named = sample.path("workload");
        boolean fits = named.isMissingNode()
                || named.isNull()
                || (named.isString() && named.asString().equals(workload));
        return fits
                ? Optional.empty()
                : Optional.of(new Violation(
                        within(path, "workload"),
                        named.toString(),
                        "must be the name in the path, \"" + workload + "\", or be left out"));
    }

    private static Violation violation(InvalidSampleException invalid, JsonNode sample, String path) {
        String field = invalid.field().orElse("");
        JsonNode value = field.isEmpty() ? sample : sample.at(pointer(field));
        return new Violation(
                within(path, field),
                value.isMissingNode() ? "missing" : shown(value),
                String.valueOf(invalid.getMessage()));
    }

    private static String within(String path, String field) {
        if (path.isEmpty() || field.isEmpty()) {
            return path.isEmpty() && field.isEmpty() ? "(body)" : path + field;
        }
        return path + "." + field;
    }

    /** {@code partitions[3].endOffset} as {@code /partitions/3/endOffset}. */
    private static JsonPointer pointer(String field) {
        return JsonPointer.compile(
                "/" + field.replace("]", "").replace('[', '/').replace('.', '/'));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }
}
