package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.audit.AuditLog;
import io.lagcast.recommender.audit.Change;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import io.lagcast.recommender.webhooks.Lane.Target;
import io.lagcast.recommender.webhooks.Subscription.Filter;
import io.lagcast.recommender.webhooks.Subscription.SecretTerm;
import io.lagcast.recommender.webhooks.Subscription.Status;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Subscriptions and their secrets in PostgreSQL. Every method throws {@link DatabaseUnreachable} while PostgreSQL is away. */
@Component
class Subscriptions {

    private static final double MILLIS_PER_SECOND = 1000;

    private static final String SELECT = """
            SELECT subscription, url, description, workload_pattern, actions, handshake, status, last_error, created_at, verified_at,
                   ARRAY(SELECT created_at FROM webhook_secrets s WHERE s.subscription = w.subscription
                           AND coalesce(expires_at > now(), true) ORDER BY number DESC) AS secrets_created_at,
                   ARRAY(SELECT expires_at FROM webhook_secrets s WHERE s.subscription = w.subscription
                           AND coalesce(expires_at > now(), true) ORDER BY number DESC) AS secrets_expire_at
            FROM webhook_subscriptions w WHERE status <> 'DELETED'
            """;

    private final Database database;
    private final SecretSeal seal;
    private final WebhookSettings settings;

    Subscriptions(Database database, SecretSeal seal, WebhookSettings settings) {
        this.database = database;
        this.seal = seal;
        this.settings = settings;
    }

    /** Adds a subscription that is not verified yet, unless its request is a repeated one. */
    Addition add(String id, SubscriptionForm form, SigningSecret secret, Optional<IdempotencyKey> key) {
        return database.transaction(session -> {
            Optional<Addition> before = key.flatMap(given -> madeBefore(session, given));
            if (before.isPresent()) {
                return before.get();
            }
            int added = session.jdbc()
                    .sql("""
                            INSERT INTO webhook_subscriptions (subscription, url, description, workload_pattern, actions, handshake, status,
                                                               idempotency_key, request_hash)
                            SELECT :id, :url, :description, :pattern, :actions, :handshake, 'PENDING', :key, :hash
                            WHERE (SELECT count(*) FROM webhook_subscriptions WHERE status <> 'DELETED') < :most
                            """)
                    .param("id", id)
                    .param("url", form.url().toString())
                    .param("description", form.description())
                    .param("pattern", form.filter().workloadPattern())
                    .param(
                            "actions",
                            form.filter().actions().stream().map(Action::name).toArray(String[]::new))
                    .param("handshake", form.handshake().name())
                    .param("key", key.map(IdempotencyKey::text).orElse(null), Types.VARCHAR)
                    .param("hash", key.map(IdempotencyKey::requestHash).orElse(null), Types.VARCHAR)
                    .param("most", settings.maxSubscriptions())
                    .update();
            if (added == 0) {
                return new Addition.TooMany();
            }
            insertSecret(session, id, secret);
            AuditLog.note(session, Change.WEBHOOK_ADDED, id, shown(form));
            return new Addition.Made(id);
        });
    }

    /** What an earlier request with that key made. Requests with the same key take turns; keys are kept for a day. */
    private static Optional<Addition> madeBefore(Session session, IdempotencyKey key) {
        session.jdbc()
                .sql("SELECT pg_advisory_xact_lock(hashtext('lagcast.webhook'), hashtext(:key))")
                .param("key", key.text())
                .query()
                .listOfRows();
        session.jdbc().sql("""
                        UPDATE webhook_subscriptions SET idempotency_key = NULL, request_hash = NULL
                        WHERE idempotency_key = :key AND (status = 'DELETED' OR created_at < now() - interval '1 day')
                        """).param("key", key.text()).update();
        return session.jdbc()
                .sql("SELECT subscription, request_hash FROM webhook_subscriptions WHERE idempotency_key = :key")
                .param("key", key.text())
                .query((row, number) -> key.requestHash().equals(row.getString("request_hash"))
                        ? (Addition) new Addition.Repeated(row.getString("subscription"))
                        : new Addition.KeyReused())
                .optional();
    }

    /** Without the path and the query of the address, which may hold a secret of the receiver's. */
    private static String shown(SubscriptionForm form) {
        return "host " + form.url().getHost() + ", workloadPattern "
                + form.filter().workloadPattern() + ", actions " + form.filter().actions();
    }

    private void insertSecret(Session session, String id, SigningSecret secret) {
        session.jdbc()
                .sql("""
                        INSERT INTO webhook_secrets (subscription, number, sealed_secret)
                        SELECT :id, coalesce(max(number), 0) + 1, :sealed FROM webhook_secrets WHERE subscription = :id
                        """)
                .param("id", id)
                .param("sealed", seal.seal(id, secret))
                .update();
    }

    /** The first that were added after the one of that id, or the first of all, oldest first; none after an id that never was. */
    List<Subscription> after(Optional<String> id, int limit) {
        String later = id.isEmpty()
                ? ""
                : " AND (created_at, subscription) > (SELECT created_at, subscription FROM webhook_subscriptions WHERE subscription = :after)";
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + later + " ORDER BY created_at, subscription LIMIT :limit")
                .param("after", id.orElse(""))
                .param("limit", limit)
                .query((row, number) -> subscription(row))
                .list());
    }

    Optional<Subscription> find(String id) {
        return database.transaction(session -> session.jdbc()
                .sql(SELECT + " AND subscription = :id")
                .param("id", id)
                .query((row, number) -> subscription(row))
                .optional());
    }

    /** Ends a subscription and forgets its secrets; its deliveries are removed later. False when there is none. */
    boolean remove(String id) {
        return database.transaction(session -> {
            int removed = session.jdbc().sql("""
                            UPDATE webhook_subscriptions SET status = 'DELETED', url = '', description = '', last_error = NULL, changed_at = now()
                            WHERE subscription = :id AND status <> 'DELETED'
                            """).param("id", id).update();
            session.jdbc()
                    .sql("DELETE FROM webhook_secrets WHERE subscription = :id")
                    .param("id", id)
                    .update();
            if (removed > 0) {
                AuditLog.note(session, Change.WEBHOOK_REMOVED, id, "");
            }
            return removed > 0;
        });
    }

    /** A new secret from now on; the one before signs besides it for a while, older ones no more. False when there is no such subscription. */
    boolean rotate(String id, SigningSecret secret) {
        return database.transaction(session -> {
            // Two rotations at once take turns.
            boolean there = !session.jdbc()
                    .sql(
                            "SELECT 1 FROM webhook_subscriptions WHERE subscription = :id AND status <> 'DELETED' FOR UPDATE")
                    .param("id", id)
                    .query()
                    .listOfRows()
                    .isEmpty();
            if (!there) {
                return false;
            }
            session.jdbc().sql("""
                            DELETE FROM webhook_secrets s WHERE subscription = :id
                              AND (expires_at <= now() OR number < (SELECT max(number) FROM webhook_secrets WHERE subscription = :id))
                            """).param("id", id).update();
            session.jdbc()
                    .sql(
                            "UPDATE webhook_secrets SET expires_at = now() + make_interval(secs => :overlapSeconds) WHERE subscription = :id")
                    .param("id", id)
                    .param("overlapSeconds", settings.secretOverlap().toMillis() / MILLIS_PER_SECOND)
                    .update();
            insertSecret(session, id, secret);
            AuditLog.note(session, Change.WEBHOOK_SECRET_ROTATED, id, "");
            return true;
        });
    }

    /** The receiver answered the verification: it is told from now on, and at once of what waits. */
    void activate(String id) {
        database.transaction(session -> {
            int activated = session.jdbc().sql("""
                            UPDATE webhook_subscriptions SET status = 'ACTIVE', last_error = NULL, verified_at = now(), changed_at = now()
                            WHERE subscription = :id AND status <> 'DELETED'
                            """).param("id", id).update();
            if (activated > 0) {
                AuditLog.note(session, Change.WEBHOOK_ACTIVATED, id, "");
            }
            return session.jdbc().sql("""
                            UPDATE webhook_lanes l SET due_at = now()
                            FROM (SELECT subscription, workload_id FROM webhook_lanes WHERE subscription = :id AND due_at > now()
                                  ORDER BY workload_id FOR UPDATE) AS waiting
                            WHERE l.subscription = waiting.subscription AND l.workload_id = waiting.workload_id
                            """).param("id", id).update();
        });
    }

    /** The verification failed; the status stays as it is. */
    void noteError(String id, String error) {
        database.transaction(session -> session.jdbc()
                .sql("UPDATE webhook_subscriptions SET last_error = :error WHERE subscription = :id")
                .param("id", id)
                .param("error", error.replace("\0", ""))
                .update());
    }

    /** Tells it nothing until it is verified again. */
    void disable(String id, String error) {
        database.transaction(session -> {
            int disabled = session.jdbc()
                    .sql("""
                        UPDATE webhook_subscriptions SET status = 'DISABLED', last_error = :error, changed_at = now()
                        WHERE subscription = :id AND status = 'ACTIVE'
                        """)
                    .param("id", id)
                    .param("error", error)
                    .update();
            if (disabled > 0) {
                AuditLog.note(session, Change.WEBHOOK_DISABLED, id, "");
            }
            return disabled;
        });
    }

    /** Where deliveries go and what signs them, as it is now. Secrets are decrypted when they are asked for. */
    Targets targets(Collection<String> ids) {
        Map<String, URI> urls = new HashMap<>();
        Map<String, List<byte[]>> sealed = new HashMap<>();
        database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT w.subscription, w.url, s.sealed_secret
                        FROM webhook_subscriptions w JOIN webhook_secrets s USING (subscription)
                        WHERE w.subscription = ANY (:ids) AND coalesce(s.expires_at > now(), true)
                        ORDER BY s.number DESC
                        """)
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> {
                    String id = row.getString("subscription");
                    urls.put(id, URI.create(row.getString("url")));
                    return sealed.computeIfAbsent(id, key -> new ArrayList<>()).add(row.getBytes("sealed_secret"));
                })
                .list());
        return new Targets(urls, sealed, seal);
    }

    /** Targets by subscription. */
    static final class Targets {

        private final Map<String, URI> urls;
        private final Map<String, List<byte[]>> sealed;
        private final SecretSeal seal;

        private Targets(Map<String, URI> urls, Map<String, List<byte[]>> sealed, SecretSeal seal) {
            this.urls = urls;
            this.sealed = sealed;
            this.seal = seal;
        }

        /**
         * The target of a subscription.
         *
         * @throws SecretUnreadable if a secret of it cannot be decrypted
         * @throws IllegalArgumentException if the subscription is gone
         */
        Target of(String id) {
            URI url = urls.get(id);
            if (url == null) {
                throw new IllegalArgumentException("Webhook " + id + " was removed");
            }
            return new Target(
                    url,
                    sealed.getOrDefault(id, List.of()).stream()
                            .map(bytes -> seal.open(id, bytes))
                            .toList());
        }
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("subscription"),
                URI.create(row.getString("url")),
                row.getString("description"),
                new Filter(
                        row.getString("workload_pattern"),
                        Stream.of((String[]) row.getArray("actions").getArray())
                                .map(Action::valueOf)
                                .toList()),
                Handshake.valueOf(row.getString("handshake")),
                Status.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("last_error")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("verified_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                terms(row));
    }

    private static List<SecretTerm> terms(ResultSet row) throws SQLException {
        java.sql.Timestamp[] created =
                (java.sql.Timestamp[]) row.getArray("secrets_created_at").getArray();
        java.sql.Timestamp[] expire =
                (java.sql.Timestamp[]) row.getArray("secrets_expire_at").getArray();
        List<SecretTerm> terms = new ArrayList<>();
        for (int i = 0; i < created.length; i++) {
            Optional<Instant> expiresAt = Optional.ofNullable(expire[i]).map(java.sql.Timestamp::toInstant);
            terms.add(new SecretTerm(created[i].toInstant(), expiresAt));
        }
        return terms;
    }
}
