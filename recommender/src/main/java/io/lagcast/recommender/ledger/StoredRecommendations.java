package io.lagcast.recommender.ledger;

import io.lagcast.recommender.persistence.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads recommendations back. */
final class StoredRecommendations {

    private static final String SELECT = """
            SELECT i.name AS workload, r.*
            FROM recommendations r JOIN workload_ids i USING (workload_id)
            """;

    private final Database database;

    StoredRecommendations(Database database) {
        this.database = database;
    }

    /** The newest of every workload that has any since {@code since}. */
    List<Recommendation> latestOfAll(Instant since) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT i.name AS workload, r.*
                        FROM workload_ids i CROSS JOIN LATERAL (
                            SELECT * FROM recommendations
                            WHERE workload_id = i.workload_id AND decided_at >= :since::timestamptz
                            ORDER BY decided_at DESC, recommendation_id DESC
                            LIMIT 1
                        ) AS r
                        """)
                .param("since", since.toString())
                .query((row, number) -> RecommendationColumns.read(row))
                .list());
    }

    Optional<Recommendation> latest(String workload) {
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + """
                        WHERE r.workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)
                        ORDER BY r.decided_at DESC, r.recommendation_id DESC
                        LIMIT 1
                        """)
                .param("workload", workload)
                .query((row, number) -> RecommendationColumns.read(row))
                .optional());
    }

    /** Decided in {@code [from, to)} and before {@code after} in the listing, newest first. */
    List<Recommendation> list(String workload, Instant from, Instant to, Optional<Cursor> after, int limit) {
        Cursor start = after.orElse(new Cursor(to, new UUID(0, 0)));
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + """
                        WHERE r.workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)
                          AND r.decided_at >= :from::timestamptz AND r.decided_at < :to::timestamptz
                          AND (r.decided_at, r.recommendation_id) < (:time::timestamptz, :id)
                        ORDER BY r.decided_at DESC, r.recommendation_id DESC
                        LIMIT :limit
                        """)
                .param("workload", workload)
                .param("from", from.toString())
                .param("to", to.toString())
                .param("time", start.time().toString())
                .param("id", start.id())
                .param("limit", limit)
                .query((row, number) -> RecommendationColumns.read(row))
                .list());
    }
}
