package io.lagcast.recommender.limits;

import java.time.Duration;

/**
 * What a requester may still ask for.
 *
 * @param granted whether this request is within the limit
 * @param limit most requests at once
 * @param window how long until as many as {@code limit} are possible again after all were made
 * @param remaining requests that are possible at once from now
 * @param untilNext how long until the next is possible; zero if one is
 * @param untilAll how long until as many as {@code limit} are possible
 */
public record Allowance(
        boolean granted, long limit, Duration window, long remaining, Duration untilNext, Duration untilAll) {

    /** A duration as headers have it: whole seconds, at least one unless it is zero. */
    public static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
