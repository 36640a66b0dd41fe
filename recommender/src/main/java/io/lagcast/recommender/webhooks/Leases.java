package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import io.lagcast.recommender.webhooks.Lane.Delivery;
import io.lagcast.recommender.webhooks.Lane.Outcome;
import io.lagcast.recommender.webhooks.Lane.Result;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Leases of lanes in PostgreSQL. Whoever holds one alone may deliver what is in it; when its holder dies it runs out, and what was not recorded as
 * delivered is delivered again under the same identifier. All times are the database's, so that instances need not agree on theirs.
 */
@Component
class Leases {

    private static final double MILLIS_PER_SECOND = 1000;

    private final Database database;
    private final WebhookSettings settings;

    Leases(Database database, WebhookSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Leases lanes that are due and that nobody else has.
     *
     * @param busy how many lanes of a subscription are being delivered here already
     * @param most most lanes
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    List<Lane> take(Map<String, Integer> busy, int most) {
        return database.transaction(session -> {
            UUID lease = UUID.randomUUID();
            long nowNanos = System.nanoTime();
            Map<Key, Long> versions = lease(session, busy, most, lease);
            if (versions.isEmpty()) {
                return List.of();
            }
            Map<Key, List<Delivery>> deliveries = deliveries(session, List.copyOf(versions.keySet()));
            List<Lane> lanes = new ArrayList<>(versions.size());
            versions.forEach((key, version) -> lanes.add(new Lane(
                    key.subscription(),
                    key.workloadId(),
                    version,
                    lease,
                    nowNanos,
                    deliveries.getOrDefault(key, List.of()))));
            return lanes;
        });
    }

    /** What a lane is of. */
    private record Key(String subscription, long workloadId) {}

    private Map<Key, Long> lease(Session session, Map<String, Integer> busy, int most, UUID lease) {
        List<Map.Entry<String, Integer>> entries = List.copyOf(busy.entrySet());
        Map<Key, Long> versions = new LinkedHashMap<>();
        session.jdbc()
                .sql("""
                        WITH free AS (
                            SELECT s.subscription, greatest(:each - coalesce(b.count, 0), 0) AS slots
                            FROM webhook_subscriptions s
                            LEFT JOIN unnest(:busy::text[], :counts::int[]) AS b (subscription, count) USING (subscription)
                            WHERE s.status = 'ACTIVE'
                        ), due AS (
                            SELECT l.subscription, l.workload_id
                            FROM free CROSS JOIN LATERAL (
                                SELECT subscription, workload_id, due_at FROM webhook_lanes
                                WHERE subscription = free.subscription AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
                                ORDER BY due_at LIMIT free.slots
                                FOR UPDATE SKIP LOCKED
                            ) AS l
                            ORDER BY l.due_at LIMIT :most
                        )
                        UPDATE webhook_lanes l SET leased_until = now() + make_interval(secs => :leaseSeconds), lease = :lease::uuid
                        FROM due WHERE l.subscription = due.subscription AND l.workload_id = due.workload_id
                        RETURNING l.subscription, l.workload_id, l.version
                        """)
                .param("each", settings.workersPerSubscription())
                .param("busy", texts(entries, Map.Entry::getKey))
                .param("counts", texts(entries, entry -> entry.getValue().toString()))
                .param("most", most)
                .param("leaseSeconds", settings.lease().toMillis() / MILLIS_PER_SECOND)
                .param("lease", lease.toString())
                .query((row, number) -> versions.put(
                        new Key(row.getString("subscription"), row.getLong("workload_id")), row.getLong("version")))
                .list();
        return versions;
    }

    private Map<Key, List<Delivery>> deliveries(Session session, List<Key> lanes) {
        Map<Key, List<Delivery>> deliveries = new LinkedHashMap<>();
        session.jdbc()
                .sql("""
                        SELECT o.*
                        FROM unnest(:subscriptions::text[], :workloads::bigint[]) AS lane (subscription, workload_id)
                        CROSS JOIN LATERAL (
                            SELECT subscription, workload_id, delivery_id, recommendation_id, recommendation_decided_at, attempts,
                                   extract(epoch FROM give_up_at - now()) AS seconds_left
                            FROM webhook_outbox
                            WHERE subscription = lane.subscription AND workload_id = lane.workload_id AND status = 'PENDING'
                            ORDER BY sequence LIMIT :batch
                        ) AS o
                        """)
                .param("subscriptions", texts(lanes, Key::subscription))
                .param("workloads", texts(lanes, lane -> Long.toString(lane.workloadId())))
                .param("batch", settings.laneBatch())
                .query((row, number) -> deliveries
                        .computeIfAbsent(
                                new Key(row.getString("subscription"), row.getLong("workload_id")),
                                key -> new ArrayList<>())
                        .add(delivery(row)))
                .list();
        return deliveries;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("delivery_id", UUID.class),
                row.getObject("recommendation_id", UUID.class),
                row.getObject("recommendation_decided_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                Duration.ofMillis(Math.round(row.getDouble("seconds_left") * MILLIS_PER_SECOND)));
    }

    /**
     * Records what became of lanes and gives their leases back. What was delivered is recorded even when the lease has run out meanwhile.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    void giveBack(List<Result> results) {
        database.transaction(session -> {
            record(
                    session,
                    results.stream()
                            .flatMap(result -> result.outcomes().stream())
                            .toList());
            release(session, results);
            return results;
        });
    }

    private static void record(Session session, List<Outcome> outcomes) {
        session.jdbc()
                .sql("""
                        UPDATE webhook_outbox o
                        SET status = r.status, attempts = o.attempts + 1, last_response_status = r.response, last_error = r.error,
                            next_attempt_at = now() + make_interval(secs => coalesce(r.retry_seconds, 0)),
                            delivered_at = CASE WHEN r.status = 'DELIVERED' THEN now() END
                        FROM unnest(:ids::uuid[], :statuses::text[], :responses::int[], :errors::text[], :retries::float8[])
                            AS r (id, status, response, error, retry_seconds)
                        WHERE o.delivery_id = r.id AND o.status = 'PENDING'
                        """)
                .param("ids", texts(outcomes, outcome -> outcome.id().toString()))
                .param("statuses", texts(outcomes, outcome -> outcome.status().name()))
                .param("responses", texts(outcomes, outcome -> outcome.response()
                        .map(String::valueOf)
                        .orElse(null)))
                .param("errors", texts(outcomes, outcome -> outcome.error()
                        .map(Leases::printable)
                        .orElse(null)))
                .param("retries", texts(outcomes, outcome -> outcome.retryIn()
                        .map(Leases::seconds)
                        .orElse(null)))
                .update();
    }

    private static void release(Session session, List<Result> results) {
        session.jdbc()
                .sql("""
                        WITH given AS (
                            SELECT l.subscription, l.workload_id, r.retry_seconds, r.more OR l.version > r.version AS more
                            FROM unnest(:subscriptions::text[], :workloads::bigint[], :versions::bigint[], :leases::uuid[], :more::boolean[],
                                        :retries::float8[]) AS r (subscription, workload_id, version, lease, more, retry_seconds)
                            JOIN webhook_lanes l USING (subscription, workload_id)
                            WHERE l.lease = r.lease
                            ORDER BY l.subscription, l.workload_id
                            FOR UPDATE OF l
                        )
                        UPDATE webhook_lanes l
                        SET lease = NULL, leased_until = NULL,
                            due_at = CASE WHEN given.retry_seconds IS NOT NULL THEN now() + make_interval(secs => given.retry_seconds)
                                          WHEN given.more THEN now() END
                        FROM given WHERE l.subscription = given.subscription AND l.workload_id = given.workload_id
                        """)
                .param("subscriptions", texts(results, result -> result.lane().subscription()))
                .param(
                        "workloads",
                        texts(results, result -> Long.toString(result.lane().workloadId())))
                .param(
                        "versions",
                        texts(results, result -> Long.toString(result.lane().version())))
                .param("leases", texts(results, result -> result.lane().lease().toString()))
                .param("more", texts(results, result -> Boolean.toString(result.more())))
                .param("retries", texts(results, result -> result.retryIn()
                        .map(Leases::seconds)
                        .orElse(null)))
                .update();
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / MILLIS_PER_SECOND);
    }

    /** Text that PostgreSQL takes. */
    private static String printable(String text) {
        return text.replace("\0", "");
    }

    private static <E> @Nullable String[] texts(List<E> items, Function<E, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[items.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(items.get(i));
        }
        return texts;
    }
}
