package io.lagcast.recommender.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file is used, and in what buckets.
 *
 * @param step length of the buckets; null = the time between the file's values
 * @param from how long after its first value the part used begins
 * @param to how long after its first value it ends; null = with the last value
 */
record BucketChoice(
        @Nullable Duration step, Duration from, @Nullable Duration to) {

    /** Everything there is. */
    static BucketChoice everything(@Nullable Duration step) {
        return new BucketChoice(step, Duration.ZERO, null);
    }
}
