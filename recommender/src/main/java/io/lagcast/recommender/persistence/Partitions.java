package io.lagcast.recommender.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Which tables are partitioned by time and how long their rows are kept. */
@Component
public final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    private final Database database;
    private final Map<String, Duration> retentions = new ConcurrentHashMap<>();

    Partitions(Database database) {
        this.database = database;
    }

    /** Drops partitions of a table once all of their rows are older than {@code retention}. */
    public void keep(String table, Duration retention) {
        retentions.put(table, retention);
    }

    /** Makes partitions ahead and drops expired ones. A table in use is left for the next time. */
    void maintain(Instant now, int daysAhead) {
        attempt(
                "make partitions ahead",
                () -> database.transaction(session -> session.jdbc()
                        .sql("SELECT make_partitions_ahead(:now::timestamptz, :days)")
                        .param("now", now.toString())
                        .param("days", daysAhead)
                        .query(Integer.class)
                        .single()));
        retentions.forEach((table, retention) ->
                attempt("drop expired partitions of " + table, () -> drop(table, now.minus(retention))));
    }

    private void drop(String table, Instant before) {
        int dropped = database.transaction(session -> session.jdbc()
                .sql("SELECT drop_partitions_before(:table, :before::timestamptz)")
                .param("table", table)
                .param("before", before.toString())
                .query(Integer.class)
                .single());
        if (dropped > 0) {
            LOG.info("Dropped {} expired partitions of {}", dropped, table);
        }
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("Could not {}, trying again later: {}", what, failed.getMessage());
        }
    }
}
