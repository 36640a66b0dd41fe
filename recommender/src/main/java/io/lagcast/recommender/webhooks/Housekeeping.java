package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what nobody asks for any more and counts what is parked. */
@Component
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** Short transactions, so that nobody waits for them. */
    private static final int ROWS_AT_ONCE = 1000;

    private final Database database;
    private final SealedSecrets secrets;
    private final Deliveries deliveries;
    private final WebhookMeters meters;

    Housekeeping(Database database, SealedSecrets secrets, Deliveries deliveries, WebhookMeters meters) {
        this.database = database;
        this.secrets = secrets;
        this.deliveries = deliveries;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${lagcast.webhooks.housekeeping-interval:30s}")
    void keepHouse() {
        if (!database.isAvailable()) {
            return;
        }
        try {
            secrets.checkOnce();
            deliveries.parkForgotten();
            int removed = deliveries.removeOld(ROWS_AT_ONCE);
            while (removed >= ROWS_AT_ONCE) {
                removed = deliveries.removeOld(ROWS_AT_ONCE);
            }
            deliveries.removeDeleted();
            meters.stock(deliveries.parked(), deliveries.waitingLanes());
        } catch (DatabaseUnreachable away) {
            log.debug("Old deliveries are removed later: {}", away.getMessage());
        } catch (RuntimeException failed) {
            log.error("Old deliveries of webhooks could not be removed; trying again later", failed);
        }
    }
}
