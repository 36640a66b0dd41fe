package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.ledger.OutboxWriter;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.persistence.Session;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What the topic has still to be told, in table {@code kafka_outbox}. */
final class KafkaOutbox implements OutboxWriter {

    /**
     * Something to be told.
     *
     * @param position its place in the order
     * @param recommendationId the recommendation
     * @param decidedAt its event time
     */
    record Entry(long position, UUID recommendationId, Instant decidedAt) {}

    @Override
    public void write(Session session, List<Recommendation> stored) {
        session.jdbc()
                .sql("""
                        INSERT INTO kafka_outbox (recommendation_id, recommendation_decided_at)
                        SELECT id, decided_at FROM unnest(:ids::uuid[], :times::timestamptz[]) WITH ORDINALITY AS r (id, decided_at, number)
                        ORDER BY number
                        """)
                .param(
                        "ids",
                        texts(stored, recommendation -> recommendation.id().toString()))
                .param(
                        "times",
                        texts(stored, recommendation -> recommendation.time().toString()))
                .update();
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
                        SELECT position, recommendation_id, recommendation_decided_at FROM kafka_outbox ORDER BY position LIMIT :most
                        """)
                .param("most", most)
                .query((row, number) -> new Entry(
                        row.getLong("position"),
                        row.getObject("recommendation_id", UUID.class),
                        row.getObject("recommendation_decided_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list();
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
