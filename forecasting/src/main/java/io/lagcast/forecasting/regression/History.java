package io.lagcast.forecasting.regression;

/**
 * The buckets of a ring with their gaps filled, so that every number asked for exists. What a bucket says depends on nothing later than the bucket.
 *
 * <p>A missing bucket takes the newest known value before it for up to {@link #HELD_BUCKETS} buckets; later on in the gap the (filled) value one season
 * earlier, for the longest season that fits behind it; and the newest known value again where none does. Buckets before the first known one do not
 * exist.
 */
sealed interface History permits CopiedHistory, FollowedHistory {

    /** For how many buckets the last value stands in for those that follow it: a quarter of an hour in minutes, by choice. */
    int HELD_BUCKETS = 15;

    /** The first known bucket, {@link #end()} if there is none. */
    long first();

    /** The bucket after the newest. */
    long end();

    /** Whether the bucket was observed. */
    boolean isKnown(long bucket);

    /** The observed or filled value of a bucket in [{@link #first()}, {@link #end()}). */
    double value(long bucket);

    /** Mean of the buckets {@code from} to {@code to}, both included, of which those before {@link #first()} are left out; at least one must remain. */
    double mean(long from, long to);
}
