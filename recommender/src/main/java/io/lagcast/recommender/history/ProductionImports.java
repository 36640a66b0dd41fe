package io.lagcast.recommender.history;

import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes production rates of the past wherever they are pushed. They are stored at once; where another instance leads, a row tells it to learn from what
 * is stored.
 */
@Component
public class ProductionImports {

    private static final Logger log = LoggerFactory.getLogger(ProductionImports.class);

    private final Leadership leadership;
    private final Histories histories;
    private final Database database;
    private final ApplicationEventPublisher events;

    ProductionImports(Leadership leadership, Histories histories, Database database, ApplicationEventPublisher events) {
        this.leadership = leadership;
        this.histories = histories;
        this.database = database;
        this.events = events;
    }

    /**
     * Imports rates as {@link Histories#importProduction} does, and lets whoever leads learn from them.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public void take(String workload, Instant start, Duration step, double[] recordsPerSecond) {
        histories.importProduction(workload, start, step, recordsPerSecond);
        if (!leadership.leads()) {
            database.transaction(session -> session.jdbc()
                    .sql("INSERT INTO imported_production (workload) VALUES (:workload) ON CONFLICT DO NOTHING")
                    .param("workload", workload)
                    .update());
        }
    }

    /** The leader's part. A row goes when what it says was heard: at worst something is learned twice. */
    @Scheduled(fixedDelayString = "${lagcast.history.import-interval:1s}")
    void hear() {
        if (!leadership.isConfirmed() || !database.isAvailable()) {
            return;
        }
        try {
            List<String> imported = database.transaction(session -> session.jdbc()
                    .sql("SELECT workload FROM imported_production")
                    .query(String.class)
                    .list());
            for (String workload : imported) {
                events.publishEvent(new ProductionImportedElsewhere(workload));
                database.transaction(session -> session.jdbc()
                        .sql("DELETE FROM imported_production WHERE workload = :workload")
                        .param("workload", workload)
                        .update());
            }
        } catch (DatabaseUnreachable away) {
            log.debug("Imports of other instances are learned later: {}", away.getMessage());
        }
    }
}
