package io.lagcast.recommender.rest;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.RecommendationJson;
import io.lagcast.recommender.ledger.RecommendationPage;
import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.PagedByCursor;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.lagcast.recommender.workloads.Violation;
import io.lagcast.recommender.workloads.Workload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is recommended for a workload, now and before. */
@RestController
@RequestMapping(path = "/api/v1/workloads/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recommendations", description = "How many replicas a workload should have, and why")
class RecommendationResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final KnownWorkloads workloads;
    private final KnownRecommendations recommendations;
    private final Ledger ledger;

    RecommendationResource(KnownWorkloads workloads, KnownRecommendations recommendations, Ledger ledger) {
        this.workloads = workloads;
        this.recommendations = recommendations;
        this.ledger = ledger;
    }

    @GetMapping("/recommendation")
    @Operation(
            summary = "The recommendation in force",
            description =
                    "Answers 503 with Retry-After when there is none or it has expired, never with a made-up number. warnings says when the channel"
                            + " that the workload states cannot carry the step.")
    RecommendationJson inForce(@PathVariable String name, HttpServletRequest request) {
        QueryParameters.of(request).check();
        Workload workload = workloads.named(name);
        return RecommendationJson.of(recommendations.inForce(workload.name()).recommendation(), workload.channel());
    }

    @GetMapping("/recommendations")
    @Operation(summary = "The ledger", description = "What was recommended, newest first, page by page.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "from",
            description = "Earliest event time, inclusive",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "to",
            description = "Latest event time, exclusive",
            schema = @Schema(type = "string", format = "date-time"))
    @PagedByCursor
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "Recommendations a page",
            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    LedgerPage page(@PathVariable String name, HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "from", "to", "cursor", "limit");
        Instant from = query.instant("from").orElse(Instant.EPOCH);
        Instant to = query.instant("to").orElse(END_OF_TIME);
        Optional<String> cursor = query.text("cursor");
        int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        if (!from.isBefore(to)) {
            query.refuse("from", from, "must be before to, which is " + to);
        }
        query.check();
        return LedgerPage.of(read(workloads.named(name).name(), from, to, cursor, limit));
    }

    private RecommendationPage read(String workload, Instant from, Instant to, Optional<String> cursor, int limit) {
        try {
            return ledger.list(workload, from, to, cursor, limit);
        } catch (IllegalArgumentException invalidCursor) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(new Violation(
                            "cursor",
                            "\"" + cursor.orElse("") + "\"",
                            "must be the nextCursor of an earlier page, unchanged")));
        }
    }

    /**
     * Some recommendations, newest first.
     *
     * @param items the recommendations
     * @param nextCursor cursor of the next page; null on the last one
     */
    record LedgerPage(
            List<RecommendationJson> items, @Nullable String nextCursor) {

        LedgerPage {
            items = List.copyOf(items);
        }

        static LedgerPage of(RecommendationPage page) {
            return new LedgerPage(
                    page.items().stream().map(RecommendationJson::of).toList(),
                    page.nextCursor().orElse(null));
        }
    }
}
