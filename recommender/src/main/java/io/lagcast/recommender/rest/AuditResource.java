package io.lagcast.recommender.rest;

import io.lagcast.recommender.audit.AuditEntry;
import io.lagcast.recommender.audit.AuditLog;
import io.lagcast.recommender.problems.PagedByCursor;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who changed what and when. */
@RestController
@Tag(name = "Audit", description = "Who changed what and when")
class AuditResource {

    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 50;

    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    @GetMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The audit log",
            description =
                    "Every change of a workload or a webhook over HTTP, newest first, page by page. Never shows a secret.")
    @PagedByCursor
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "Changes a page",
            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    AuditPage page(HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "cursor", "limit");
        Optional<Long> before =
                query.value("cursor", "the nextCursor of an earlier page, unchanged", AuditResource::cursor);
        int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        query.check();
        return AuditPage.of(log.list(before.orElse(Long.MAX_VALUE), limit + 1), limit);
    }

    private static Optional<Long> cursor(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /**
     * Some changes, newest first.
     *
     * @param items the changes
     * @param nextCursor cursor of the next page; null on the last one
     */
    record AuditPage(List<AuditEntry> items, @Nullable String nextCursor) {

        AuditPage {
            items = List.copyOf(items);
        }

        static AuditPage of(List<AuditEntry> found, int limit) {
            List<AuditEntry> items = found.subList(0, Math.min(limit, found.size()));
            return new AuditPage(
                    items, found.size() > limit ? String.valueOf(items.getLast().id()) : null);
        }
    }
}
