package io.lagcast.recommender.audit;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes changes that are older than configured, oldest first. */
@Component
@EnableConfigurationProperties(AuditSettings.class)
class AuditRetention {

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

    /** Short transactions, so that nobody waits for them. */
    private static final int ROWS_AT_ONCE = 1000;

    private final Database database;
    private final AuditSettings settings;
    private final InstantSource clock;

    AuditRetention(Database database, AuditSettings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${lagcast.audit.housekeeping-interval:1h}")
    void keepHouse() {
        if (!database.isAvailable()) {
            return;
        }
        try {
            while (removeOldest() == ROWS_AT_ONCE) {
                log.debug("Removed {} old changes from the audit log", ROWS_AT_ONCE);
            }
        } catch (DatabaseUnreachable away) {
            log.debug("Old changes are removed later: {}", away.getMessage());
        } catch (RuntimeException failed) {
            log.error("Old changes could not be removed from the audit log; trying again later", failed);
        }
    }

    /** Looks at the smallest ids only, which ascend with time: no index on the time is needed, nor a walk through the table. */
    private int removeOldest() {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        DELETE FROM audit_log WHERE id IN (
                            SELECT id FROM (SELECT id, changed_at FROM audit_log ORDER BY id LIMIT :rows) AS oldest WHERE changed_at < :before)
                        """)
                .param("rows", ROWS_AT_ONCE)
                .param("before", clock.instant().minus(settings.retention()).atOffset(ZoneOffset.UTC))
                .update());
    }
}
