package io.lagcast.recommender.problems;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** A body that goes on beyond the limit. */
final class BodyTooLargeException extends IOException {

    private final transient DataSize limit;

    BodyTooLargeException(DataSize limit) {
        super("body larger than " + limit);
        this.limit = limit;
    }

    ProblemException problem() {
        return new ProblemException(
                ProblemType.BODY_TOO_LARGE,
                "A body may have " + limit.toKilobytes() + " kB (lagcast.http.max-body). Send fewer samples at once.");
    }
}
