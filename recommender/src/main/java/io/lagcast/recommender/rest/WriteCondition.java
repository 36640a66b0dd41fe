package io.lagcast.recommender.rest;

import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Precondition;
import io.lagcast.recommender.workloads.Violation;
import io.lagcast.recommender.workloads.Workload;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * {@code If-Match} and {@code If-None-Match} of a request that writes a workload (RFC 9110, 13.1).
 *
 * @param header the header that was sent
 * @param anything whether it is {@code *}
 * @param tags otherwise the tags in it, without quotes; of {@code If-Match} only the strong ones, since weak ones never match there
 * @param tagging what tags are compared with
 */
record WriteCondition(String header, boolean anything, List<String> tags, WorkloadTags tagging)
        implements Precondition {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");
    private static final Pattern FIELD =
            Pattern.compile("\\s*(?:\\*|" + TAG.pattern() + "(?:\\s*,\\s*" + TAG.pattern() + ")*)\\s*");
    private static final int LONGEST_QUOTE = 120;

    WriteCondition {
        tags = List.copyOf(tags);
    }

    /**
     * What the request asks for; nothing if it has neither header.
     *
     * @throws ProblemException if a header is malformed: ignoring it would write what was meant to be protected
     */
    static Precondition of(HttpServletRequest request, WorkloadTags tagging) {
        Optional<WriteCondition> match = read(request, HttpHeaders.IF_MATCH, tagging);
        Optional<WriteCondition> noneMatch = read(request, HttpHeaders.IF_NONE_MATCH, tagging);
        if (match.isEmpty() && noneMatch.isEmpty()) {
            return Precondition.NONE;
        }
        return stored -> {
            match.ifPresent(condition -> condition.check(stored));
            noneMatch.ifPresent(condition -> condition.check(stored));
        };
    }

    private static Optional<WriteCondition> read(HttpServletRequest request, String header, WorkloadTags tagging) {
        List<String> lines = Collections.list(request.getHeaders(header));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String field = String.join(",", lines);
        if (!FIELD.matcher(field).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(new Violation(
                            header,
                            quoted(field),
                            "must be * or entity tags in quotes, as the header ETag of the workload has them")));
        }
        boolean strongOnly = header.equals(HttpHeaders.IF_MATCH);
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(field);
        while (matcher.find()) {
            if (matcher.group(1) == null || !strongOnly) {
                tags.add(matcher.group(2));
            }
        }
        return Optional.of(new WriteCondition(header, field.strip().equals("*"), tags, tagging));
    }

    @Override
    public void check(Optional<Workload> stored) {
        boolean matches = stored.filter(
                        workload -> anything || tags.stream().anyMatch(tag -> tagging.fits(tag, workload)))
                .isPresent();
        if (matches != header.equals(HttpHeaders.IF_MATCH)) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    List.of(new Violation(
                            header,
                            quoted(anything ? "*" : String.join(", ", tags)),
                            stored.isEmpty()
                                    ? "does not hold: there is no such workload in the API"
                                    : "does not hold: the workload is there and its definition has the tag "
                                            + tagging.definition(stored.get())
                                            + ". Read it again and decide on what it says now.")));
        }
    }

    private static String quoted(String text) {
        return "\"" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...") + "\"";
    }
}
