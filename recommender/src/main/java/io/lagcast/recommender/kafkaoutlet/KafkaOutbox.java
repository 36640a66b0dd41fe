package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.ledger.OutboxWriter;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.persistence.Session;
import io.lagcast.recommender.workloads.StoredChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What the topic has still to be told and to forget, in table {@code kafka_outbox}. */
final class KafkaOutbox implements OutboxWriter, StoredChange {

    /** Something that waits, in the order of its position. */
    sealed interface Entry {

        long position();

        /**
         * A recommendation to be told.
         *
         * @param position its place in the order
         * @param recommendationId the recommendation
         * @param decidedAt its event time
         */
        record News(long position, UUID recommendationId, Instant decidedAt) implements Entry {}

        /**
         * A workload to be forgotten.
         *
         * @param position its place in the order
         * @param workload its name
         */
        record Farewell(long position, String workload) implements Entry {}
    }

    /** Recommendations for removed workloads are left out: they were decided before the removal and are stored late. */
    @Override
    public void write(Session session, List<Recommendation> stored) {
        lock(session, "SELECT pg_advisory_xact_lock_shared(hashtext('lagcast.kafka-outbox'))");
        session.jdbc()
                .sql("""
                        INSERT INTO kafka_outbox (recommendation_id, recommendation_decided_at)
                        SELECT id, decided_at
                        FROM unnest(:ids::uuid[], :times::timestamptz[], :workloads::text[]) WITH ORDINALITY AS r (id, decided_at, workload, number)
                        WHERE workload NOT IN (SELECT workload FROM kafka_forgotten)
                        ORDER BY number
                        """)
                .param(
                        "ids",
                        texts(stored, recommendation -> recommendation.id().toString()))
                .param(
                        "times",
                        texts(stored, recommendation -> recommendation.time().toString()))
                .param("workloads", texts(stored, Recommendation::workload))
                .update();
    }

    @Override
    public void stored(Session session, String name) {
        session.jdbc()
                .sql("DELETE FROM kafka_forgotten WHERE workload = :name")
                .param("name", name)
                .update();
    }

    /** After everything that was told of it: whoever writes recommendations meanwhile is waited for. */
    @Override
    public void removed(Session session, String name) {
        lock(session, "SELECT pg_advisory_xact_lock(hashtext('lagcast.kafka-outbox'))");
        session.jdbc()
                .sql("INSERT INTO kafka_forgotten (workload) VALUES (:name) ON CONFLICT DO NOTHING")
                .param("name", name)
                .update();
        session.jdbc()
                .sql("INSERT INTO kafka_outbox (forgotten_workload) VALUES (:name)")
                .param("name", name)
                .update();
    }

    private static void lock(Session session, String statement) {
        session.jdbc().sql(statement).query().listOfRows();
    }

    /** Whether this transaction, alone among all instances, may publish. */
    static boolean isOurTurn(Session session) {
        return session.jdbc()
                .sql("SELECT pg_try_advisory_xact_lock(hashtext('lagcast.kafka-outlet'))")
                .query(Boolean.class)
                .single();
    }

    /** The first entries, in order. */
    static List<Entry> first(Session session, int most) {
        return session.jdbc()
                .sql("""
                        SELECT position, recommendation_id, recommendation_decided_at, forgotten_workload
                        FROM kafka_outbox ORDER BY position LIMIT :most
                        """)
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        String forgotten = row.getString("forgotten_workload");
        return forgotten != null
                ? new Entry.Farewell(position, forgotten)
                : new Entry.News(
                        position,
                        row.getObject("recommendation_id", UUID.class),
                        row.getObject("recommendation_decided_at", OffsetDateTime.class)
                                .toInstant());
    }

    static void crossOff(Session session, List<Entry> entries) {
        session.jdbc()
                .sql("DELETE FROM kafka_outbox WHERE position = ANY (:positions::bigint[])")
                .param(
                        "positions",
                        entries.stream()
                                .map(entry -> Long.toString(entry.position()))
                                .toArray(String[]::new))
                .update();
    }

    private static String[] texts(List<Recommendation> stored, Function<Recommendation, String> text) {
        return stored.stream().map(text).toArray(String[]::new);
    }
}
