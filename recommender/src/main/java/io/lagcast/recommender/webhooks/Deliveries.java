package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Deliveries as people look at them. Every method throws {@link DatabaseUnreachable} while PostgreSQL is away. */
@Component
class Deliveries {

    private static final double MILLIS_PER_SECOND = 1000;

    private static final String SELECT = """
            SELECT o.delivery_id, i.name AS workload, o.recommendation_id, o.recommendation_decided_at, o.event_type, o.status, o.attempts,
                   o.next_attempt_at, o.give_up_at, o.last_response_status, o.last_error, o.created_at, o.delivered_at
            FROM webhook_outbox o JOIN workload_ids i USING (workload_id)
            WHERE o.subscription = :subscription
            """;

    private final Database database;
    private final WebhookSettings settings;

    Deliveries(Database database, WebhookSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * A delivery and how it stands.
     *
     * @param id what is sent as webhook-id
     * @param workload name of the workload
     * @param recommendationId the recommendation it tells of
     * @param decidedAt event time of the recommendation
     * @param type CloudEvents type
     * @param status how it stands
     * @param attempts attempts made
     * @param nextAttemptAt when it is tried next, if it waits
     * @param giveUpAt when it is tried for the last time
     * @param lastResponseStatus status of the last answer; empty = none yet, or none came
     * @param lastError what went wrong last; empty = nothing
     * @param createdAt when it was put in
     * @param deliveredAt when it was taken; empty = not yet
     */
    record Row(
            UUID id,
            String workload,
            UUID recommendationId,
            Instant decidedAt,
            String type,
            DeliveryStatus status,
            int attempts,
            Instant nextAttemptAt,
            Instant giveUpAt,
            Optional<Integer> lastResponseStatus,
            Optional<String> lastError,
            Instant createdAt,
            Optional<Instant> deliveredAt) {}

    /** Deliveries of a subscription after {@code after} in the listing, newest first. */
    List<Row> list(String subscription, Optional<DeliveryStatus> status, Optional<DeliveryCursor> after, int limit) {
        DeliveryCursor start = after.orElse(DeliveryCursor.START);
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + status.map(Deliveries::condition).orElse("") + """
                          AND (o.created_at, o.delivery_id) < (:createdAt::timestamptz, :id)
                        ORDER BY o.created_at DESC, o.delivery_id DESC
                        LIMIT :limit
                        """)
                .param("subscription", subscription)
                .param("createdAt", start.createdAt().toString())
                .param("id", start.id())
                .param("limit", limit)
                .query((row, number) -> row(row))
                .list());
    }

    /** In the clear, so that PostgreSQL sees which partial index serves it. */
    private static String condition(DeliveryStatus status) {
        return " AND o.status = '" + status.name() + "'";
    }

    Optional<Row> find(String subscription, UUID id) {
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + " AND o.delivery_id = :id")
                .param("subscription", subscription)
                .param("id", id)
                .query((row, number) -> row(row))
                .optional());
    }

    /** Has a delivery made again, under the same identifier, after those that wait already. False when it waits itself. */
    boolean redeliver(String subscription, UUID id) {
        return database.transaction(session -> {
            Optional<Long> workload = session.jdbc()
                    .sql("""
                            UPDATE webhook_outbox
                            SET status = 'PENDING', sequence = nextval(pg_get_serial_sequence('webhook_outbox', 'sequence')), next_attempt_at = now(),
                                give_up_at = now() + make_interval(secs => :giveUpSeconds), delivered_at = NULL
                            WHERE subscription = :subscription AND delivery_id = :id AND status <> 'PENDING'
                            RETURNING workload_id
                            """)
                    .param("subscription", subscription)
                    .param("id", id)
                    .param("giveUpSeconds", settings.giveUpAfter().toMillis() / MILLIS_PER_SECOND)
                    .query(Long.class)
                    .optional();
            workload.ifPresent(key -> session.jdbc()
                    .sql("""
                            INSERT INTO webhook_lanes AS l (subscription, workload_id, due_at) VALUES (:subscription, :workload, now())
                            ON CONFLICT (subscription, workload_id) DO UPDATE SET version = l.version + 1, due_at = now()
                            """)
                    .param("subscription", subscription)
                    .param("workload", key)
                    .update());
            return workload.isPresent();
        });
    }

    /** How many are parked. */
    long parked() {
        return count("SELECT count(*) FROM webhook_outbox WHERE status = 'PARKED'");
    }

    /** How many lanes something waits in. */
    long waitingLanes() {
        return count("SELECT count(*) FROM webhook_lanes WHERE due_at IS NOT NULL");
    }

    private long count(String sql) {
        return database.transaction(
                session -> session.jdbc().sql(sql).query(Long.class).single());
    }

    /** Parks what waits for a subscription that is not told any more and is past its time. */
    void parkForgotten() {
        database.transaction(session -> session.jdbc().sql("""
                        UPDATE webhook_outbox o SET status = 'PARKED', last_error = coalesce(o.last_error, 'The webhook was not active')
                        FROM webhook_subscriptions s
                        WHERE s.subscription = o.subscription AND s.status NOT IN ('ACTIVE', 'DELETED')
                          AND o.status = 'PENDING' AND o.give_up_at < now()
                        """).update());
    }

    /** Removes up to {@code most} deliveries of each subscription that are past their retention, or whose subscription was removed. */
    int removeOld(int most) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        DELETE FROM webhook_outbox WHERE delivery_id IN (
                            SELECT o.delivery_id FROM webhook_subscriptions s CROSS JOIN LATERAL (
                                SELECT delivery_id FROM webhook_outbox
                                WHERE subscription = s.subscription
                                  AND (s.status = 'DELETED'
                                       OR created_at < now() - make_interval(secs => :retentionSeconds) AND status <> 'PENDING')
                                ORDER BY created_at LIMIT :most
                            ) AS o)
                        """)
                .param("retentionSeconds", settings.retention().toMillis() / MILLIS_PER_SECOND)
                .param("most", most)
                .update());
    }

    /** Removes subscriptions that were deleted a while ago and that nothing refers to any more. */
    void removeDeleted() {
        database.transaction(session -> {
            session.jdbc().sql("""
                    DELETE FROM webhook_lanes l USING webhook_subscriptions s
                    WHERE s.subscription = l.subscription AND s.status = 'DELETED'
                    """).update();
            return session.jdbc().sql("""
                    DELETE FROM webhook_subscriptions s
                    WHERE status = 'DELETED' AND changed_at < now() - interval '1 hour'
                      AND NOT EXISTS (SELECT FROM webhook_outbox o WHERE o.subscription = s.subscription)
                    """).update();
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        int response = row.getInt("last_response_status");
        Optional<Integer> lastResponse = row.wasNull() ? Optional.empty() : Optional.of(response);
        return new Row(
                row.getObject("delivery_id", UUID.class),
                row.getString("workload"),
                row.getObject("recommendation_id", UUID.class),
                instant(row, "recommendation_decided_at"),
                row.getString("event_type"),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                instant(row, "give_up_at"),
                lastResponse,
                Optional.ofNullable(row.getString("last_error")),
                instant(row, "created_at"),
                Optional.ofNullable(row.getObject("delivered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
