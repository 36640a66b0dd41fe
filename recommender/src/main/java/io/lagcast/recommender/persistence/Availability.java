package io.lagcast.recommender.persistence;

import java.time.Instant;

/** Whether PostgreSQL answers and has the schema. */
public sealed interface Availability {

    /** It answers. */
    record Available() implements Availability {}

    /**
     * It does not.
     *
     * @param since when that was first noticed
     * @param lastError what it said or did not say
     */
    record Unavailable(Instant since, String lastError) implements Availability {}
}
