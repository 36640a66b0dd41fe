package io.lagcast.recommender.webhooks;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to deliver. */
sealed interface Answer {

    /** The receiver took it. */
    record Accepted(int status) implements Answer {}

    /** The receiver wants nothing any more: status 410. */
    record Gone() implements Answer {

        /** The status that says so. */
        static final int STATUS = 410;
    }

    /**
     * The receiver did not take it, or not in time, or there is none.
     *
     * @param status status of its answer; empty = there was none
     * @param error what went wrong
     * @param retryAfter how long it asks to be left alone
     */
    record Failed(Optional<Integer> status, String error, Optional<Duration> retryAfter) implements Answer {}

    /** The receiver's address is none that may be delivered to. */
    record NotPermitted(String error) implements Answer {}
}
