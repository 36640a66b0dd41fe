package io.lagcast.recommender.ledger;

import io.lagcast.recommender.persistence.Database;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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

    /** Identifier of the one issued last. */
    Optional<UUID> newestId() {
        return database.transaction(session -> session.jdbc()
                .sql("SELECT recommendation_id FROM recommendations ORDER BY recommendation_id DESC LIMIT 1")
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional());
    }

    /** The first that were issued after the one of the given identifier, in order. */
    List<Recommendation> after(UUID id, int limit) {
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + "WHERE r.recommendation_id > :id ORDER BY r.recommendation_id LIMIT :limit")
                .param("id", id)
                .param("limit", limit)
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

    /** Those of the given identifiers and event times that are still kept. */
    List<Recommendation> find(Map<UUID, Instant> wanted) {
        List<Map.Entry<UUID, Instant>> entries = List.copyOf(wanted.entrySet());
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + """
                        JOIN unnest(:ids::uuid[], :times::timestamptz[]) AS wanted (id, decided_at)
                          ON r.recommendation_id = wanted.id AND r.decided_at = wanted.decided_at
                        WHERE r.decided_at BETWEEN :from::timestamptz AND :to::timestamptz
                        """)
                .param("ids", texts(entries, entry -> entry.getKey().toString()))
                .param("times", texts(entries, entry -> entry.getValue().toString()))
                .param("from", Collections.min(wanted.values()).toString())
                .param("to", Collections.max(wanted.values()).toString())
                .query((row, number) -> RecommendationColumns.read(row))
                .list());
    }

    private static String[] texts(
            List<Map.Entry<UUID, Instant>> entries, Function<Map.Entry<UUID, Instant>, String> text) {
        return entries.stream().map(text).toArray(String[]::new);
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
