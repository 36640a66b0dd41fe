package io.lagcast.recommender.collection;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a cluster answers.
 *
 * @param state what is known
 * @param since since when
 * @param error why it does not answer, if it does not
 */
record Reachability(State state, Instant since, Optional<String> error) {

    /** What is known of a cluster. */
    enum State {
        /** Nothing was asked yet. */
        UNKNOWN,
        UP,
        DOWN
    }

    Reachability up(Instant now) {
        return state == State.UP ? this : new Reachability(State.UP, now, Optional.empty());
    }

    Reachability down(Instant now, Exception reason) {
        Instant start = state == State.DOWN ? since : now;
        return new Reachability(State.DOWN, start, Optional.of(describe(reason)));
    }

    /** Class and message of the innermost cause, which is the one that says something. */
    static String describe(Throwable reason) {
        Throwable innermost = reason;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : name + ": " + innermost.getMessage();
    }
}
