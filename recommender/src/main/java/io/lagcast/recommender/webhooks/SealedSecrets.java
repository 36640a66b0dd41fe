package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.webhooks.SecretSeal.Opened;
import jakarta.annotation.PostConstruct;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The stored secrets as a whole: checks when the service starts that its key opens them, and seals those of a previous key anew, so that the previous key
 * can be thrown away.
 */
@Component
class SealedSecrets {

    private static final Logger log = LoggerFactory.getLogger(SealedSecrets.class);

    private final Database database;
    private final SecretSeal seal;
    private boolean checked;

    SealedSecrets(Database database, SecretSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /**
     * Checks before anything is delivered; later, while PostgreSQL is away.
     *
     * @throws KeyMissing if there are secrets, and none of them can be opened
     */
    @PostConstruct
    void checkAtStart() {
        if (!database.isAvailable()) {
            return;
        }
        try {
            check();
        } catch (DatabaseUnreachable away) {
            log.debug("Secrets of webhooks are checked later: {}", away.getMessage());
        }
    }

    /** Checks if that was not possible when the service started. Only tells, since it is too late not to start. */
    synchronized void checkOnce() {
        if (!checked) {
            try {
                check();
            } catch (KeyMissing missing) {
                checked = true;
                log.error("{}", missing.getMessage());
            }
        }
    }

    private synchronized void check() {
        List<Row> rows = rows();
        if (!rows.isEmpty() && !seal.hasKey()) {
            throw new KeyMissing(rows.size());
        }
        long unreadable = rows.stream().filter(row -> !isReadable(row)).count();
        if (unreadable > 0 && unreadable == rows.size()) {
            throw new KeyMissing(rows.size());
        }
        if (unreadable > 0) {
            log.error(
                    "{} of {} secrets of webhooks cannot be decrypted; give those webhooks new ones",
                    unreadable,
                    rows.size());
        }
        checked = true;
    }

    private List<Row> rows() {
        return database.transaction(session -> session.jdbc()
                .sql(
                        "SELECT subscription, number, sealed_secret FROM webhook_secrets WHERE coalesce(expires_at > now(), true)")
                .query((row, number) ->
                        new Row(row.getString("subscription"), row.getInt("number"), row.getBytes("sealed_secret")))
                .list());
    }

    private boolean isReadable(Row row) {
        Optional<Opened> opened = seal.tryOpen(row.subscription, row.sealed);
        opened.filter(secret -> !secret.withCurrentKey())
                .ifPresent(secret -> replace(row, seal.seal(row.subscription, secret.secret())));
        return opened.isPresent();
    }

    private void replace(Row row, byte[] sealed) {
        database.transaction(session -> session.jdbc()
                .sql("""
                        UPDATE webhook_secrets SET sealed_secret = :sealed
                        WHERE subscription = :subscription AND number = :number AND sealed_secret = :before
                        """)
                .param("sealed", sealed)
                .param("subscription", row.subscription)
                .param("number", row.number)
                .param("before", row.sealed)
                .update());
        log.info("The secret of webhook {} is now encrypted with the current key", row.subscription);
    }

    /** A stored secret; never printed. */
    private static final class Row {

        private final String subscription;
        private final int number;
        private final byte[] sealed;

        Row(String subscription, int number, byte[] sealed) {
            this.subscription = subscription;
            this.number = number;
            this.sealed = sealed;
        }
    }

    /** The key that the stored secrets were encrypted with is not there. */
    static final class KeyMissing extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        KeyMissing(int secrets) {
            super(
                    "The database holds " + secrets
                            + " encrypted secrets of webhooks, and the key here opens none of them."
                            + "\nMaybe lagcast.webhooks.encryption-key is not set or another one, or the data directory is not the one with the file webhooks.key."
                            + " Give the service the old key, as lagcast.webhooks.previous-encryption-keys besides a new one if you like;"
                            + " or, if it is lost, remove the webhooks' secrets (DELETE FROM webhook_secrets) and add the webhooks anew.");
        }
    }
}
