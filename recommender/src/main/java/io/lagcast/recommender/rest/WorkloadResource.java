package io.lagcast.recommender.rest;

import io.lagcast.recommender.overview.Overview;
import io.lagcast.recommender.overview.WorkloadJson;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.PagedByCursor;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.lagcast.recommender.workloads.Precondition;
import io.lagcast.recommender.workloads.Violation;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workload.Origin;
import io.lagcast.recommender.workloads.WorkloadForm;
import io.lagcast.recommender.workloads.Workloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** What is watched, and what its owners ask for. */
@RestController
@RequestMapping("/api/v1/workloads")
@Tag(name = "Workloads", description = "Which consumer groups are watched, and what their owners ask for and allow")
class WorkloadResource {

    private static final int MAX_LIMIT = 1000;

    /** Written by the service; accepted and ignored in a body, so that what was read can be changed and put back. */
    private static final List<String> READ_ONLY = List.of("origin", "status");

    private static final String EXAMPLE = """
            {"group": "orders-consumer", "minReplicas": 1, "maxReplicas": 40,
             "objective": {"lagTime": "30s", "attainment": "99.9%"}, "priors": {"throughputPerReplica": 1000}}""";

    private final Workloads workloads;
    private final KnownWorkloads known;
    private final Overview overview;
    private final WorkloadTags tags;

    WorkloadResource(Workloads workloads, KnownWorkloads known, Overview overview, WorkloadTags tags) {
        this.workloads = workloads;
        this.known = known;
        this.overview = overview;
        this.tags = tags;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "All workloads",
            description =
                    "Every workload with its policy and its state at a glance, ordered by name; page by page if limit is given.")
    @PagedByCursor
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "Workloads a page; all of them if not given",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
    WorkloadPage page(HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "cursor", "limit");
        Optional<String> after =
                query.value("cursor", "the nextCursor of an earlier page, unchanged", WorkloadPage::nameBefore);
        int limit = query.integer("limit", 1, MAX_LIMIT, Integer.MAX_VALUE);
        query.check();
        List<Workload> left = known.all().stream()
                .filter(workload -> after.filter(name -> workload.name().compareTo(name) <= 0)
                        .isEmpty())
                .toList();
        List<Workload> shown = left.subList(0, Math.min(limit, left.size()));
        return new WorkloadPage(
                shown.stream().map(overview::of).toList(),
                shown.size() < left.size()
                        ? WorkloadPage.cursorAfter(shown.getLast().name())
                        : null);
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One workload",
            description =
                    "Its policy and its state at a glance. Its ETag, sent back in If-Match, protects a definition from being overwritten by somebody who has"
                            + " not seen it.")
    @ApiResponse(
            responseCode = "200",
            description = "The workload",
            content = @Content(schema = @Schema(implementation = WorkloadJson.class)))
    ResponseEntity<WorkloadJson> one(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        return answer(ResponseEntity.ok(), known.named(name));
    }

    private ResponseEntity<WorkloadJson> answer(ResponseEntity.BodyBuilder answer, Workload workload) {
        WorkloadJson shown = overview.of(workload);
        return answer.eTag(tags.of(workload, shown)).body(shown);
    }

    @PutMapping(
            path = "/{name}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add or replace a workload",
            description =
                    "Every field is optional; what is left out has its default, also when it was set before. The group defaults to the name, the"
                            + " cluster to \"default\". Durations are ISO 8601 or like 30s and 5m; the attainment is a percentage or a share. Putting the same"
                            + " again changes nothing. The fields origin and status are ignored, so that what was read can be changed and put back.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WorkloadAsked.class),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = WorkloadJson.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = WorkloadJson.class)))
    @ApiResponse(responseCode = "409", description = "Defined by the configuration, can only be changed there")
    ResponseEntity<WorkloadJson> put(
            @PathVariable @Parameter(description = "1 to 253 characters out of A-Z a-z 0-9 . _ -") String name,
            @RequestBody Map<String, Object> form,
            HttpServletRequest request) {
        known.requireInScope(name);
        Precondition condition = WriteCondition.of(request, tags);
        Workload workload = WorkloadForm.read(name, writable(name, form), Origin.API);
        Optional<Workload> before = workloads.put(workload, condition);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(before.isPresent() ? HttpStatus.OK : HttpStatus.CREATED);
        if (before.isEmpty()) {
            answer.header("Location", "/api/v1/workloads/" + UriUtils.encodePathSegment(name, "UTF-8"));
        }
        return answer(answer, workload);
    }

    private static Map<String, Object> writable(String name, Map<String, Object> form) {
        Map<String, Object> writable = new LinkedHashMap<>(form);
        writable.keySet().removeAll(READ_ONLY);
        Object named = writable.remove("name");
        if (named != null && !named.equals(name)) {
            throw new ProblemException(
                    ProblemType.INVALID_WORKLOAD,
                    List.of(new Violation(
                            "name",
                            "\"" + named + "\"",
                            "must be the name in the path, \"" + name + "\", or be left out")));
        }
        return writable;
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Stop watching a workload",
            description = "Its recommendations stay in the ledger until they expire.")
    @ApiResponse(responseCode = "204", description = "Removed")
    @ApiResponse(responseCode = "409", description = "Defined by the configuration, can only be removed there")
    void remove(@PathVariable String name, HttpServletRequest request) {
        known.requireInScope(name);
        if (!workloads.remove(name, WriteCondition.of(request, tags))) {
            known.named(name);
        }
    }
}
