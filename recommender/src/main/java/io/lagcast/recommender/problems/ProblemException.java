package io.lagcast.recommender.problems;

import io.lagcast.recommender.workloads.Violation;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that ends with problem details. */
public final class ProblemException extends ErrorResponseException {

    private static final long SHORTEST_WAIT_SECONDS = 1;

    public ProblemException(ProblemType type, String detail) {
        super(type.status(), body(type, detail), null);
    }

    /** A problem with several causes, each listed under {@code errors}. */
    public ProblemException(ProblemType type, List<Violation> violations) {
        this(type, summary(violations));
        getBody().setProperty("errors", List.copyOf(violations));
    }

    /** Tells the client when trying again can help. */
    public ProblemException retryAfter(Duration wait) {
        long seconds = Math.max(SHORTEST_WAIT_SECONDS, wait.toSeconds());
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return this;
    }

    private static ProblemDetail body(ProblemType type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(type.status(), detail);
        body.setType(type.uri());
        body.setTitle(type.title());
        return body;
    }

    private static String summary(List<Violation> violations) {
        String first = violations.getFirst().toString();
        int more = violations.size() - 1;
        return more == 0 ? first : first + " (and " + more + " more, see errors)";
    }
}
