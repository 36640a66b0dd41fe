package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.CloudEventJson;
import io.lagcast.recommender.ledger.OutboxWriter;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.persistence.Session;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Puts in what subscribers are to be told, in the ledger's own transaction: one statement, however many recommendations and subscriptions. */
@Component
class Outbox implements OutboxWriter {

    private final WebhookSettings settings;

    Outbox(WebhookSettings settings) {
        this.settings = settings;
    }

    @Override
    public void write(Session session, List<Recommendation> stored) {
        if (stored.isEmpty()) {
            return;
        }
        // Lanes are locked in the order of their keys here and in Deliveries, so that nobody waits for each other.
        session.jdbc()
                .sql("""
                        WITH news AS (
                            INSERT INTO webhook_outbox (delivery_id, subscription, workload_id, recommendation_id, recommendation_decided_at, event_type,
                                                        next_attempt_at, give_up_at)
                            SELECT gen_random_uuid(), s.subscription, i.workload_id, r.id, r.decided_at, :type, now(),
                                   now() + make_interval(secs => :giveUpSeconds)
                            FROM unnest(:ids::uuid[], :times::timestamptz[], :workloads::text[], :actions::text[])
                                WITH ORDINALITY AS r (id, decided_at, workload, action, number)
                            JOIN workload_ids i ON i.name = r.workload
                            JOIN webhook_subscriptions s
                              ON s.status = 'ACTIVE' AND r.action = ANY (s.actions)
                             AND r.workload LIKE translate(replace(s.workload_pattern, '_', '\\_'), '*?', '%_')
                            ORDER BY r.number
                            ON CONFLICT DO NOTHING
                            RETURNING subscription, workload_id
                        )
                        INSERT INTO webhook_lanes AS l (subscription, workload_id, due_at)
                        SELECT DISTINCT subscription, workload_id, now() FROM news ORDER BY subscription, workload_id
                        ON CONFLICT (subscription, workload_id)
                        DO UPDATE SET version = l.version + 1, due_at = coalesce(l.due_at, excluded.due_at)
                        """)
                .param("type", CloudEventJson.RECOMMENDATION)
                .param("giveUpSeconds", settings.giveUpAfter().toMillis() / 1000.0)
                .param(
                        "ids",
                        texts(stored, recommendation -> recommendation.id().toString()))
                .param(
                        "times",
                        texts(stored, recommendation -> recommendation.time().toString()))
                .param("workloads", texts(stored, Recommendation::workload))
                .param(
                        "actions",
                        texts(stored, recommendation -> recommendation.action().name()))
                .update();
    }

    private static String[] texts(List<Recommendation> stored, Function<Recommendation, String> text) {
        return stored.stream().map(text).toArray(String[]::new);
    }
}
