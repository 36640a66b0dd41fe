package io.lagcast.recommender.persistence;

import io.lagcast.recommender.persistence.Availability.Available;
import io.lagcast.recommender.persistence.Availability.Unavailable;
import jakarta.annotation.PostConstruct;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The gateway to PostgreSQL that everything goes through. While the server is away every call fails at once with {@link DatabaseUnreachable}: only the
 * background writer's thread asks whether it is back, so an outage costs no threads. The schema is migrated before the first call gets through.
 */
@Component
public final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int PROBE_SECONDS = 2;

    private final DataSource dataSource;
    private final Connections connections;
    private final SchemaMigration migration;
    private final InstantSource clock;
    private volatile Availability availability;

    Database(DataSource dataSource, SchemaMigration migration, InstantSource clock) {
        this.dataSource = dataSource;
        this.connections = new Connections(dataSource);
        this.migration = migration;
        this.clock = clock;
        this.availability = new Unavailable(clock.instant(), "Not asked yet");
    }

    public Availability availability() {
        return availability;
    }

    public boolean isAvailable() {
        return availability instanceof Available;
    }

    /**
     * Does work in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws DatabaseUnreachable if the server is away, or goes away meanwhile
     */
    public <T> T transaction(Session.Work<T> work) {
        if (availability instanceof Unavailable(var since, var lastError)) {
            throw new DatabaseUnreachable("PostgreSQL has not answered since " + since + ": " + lastError, null);
        }
        return attempt(work);
    }

    /** As soon as beans that need the schema are made, the schema is there, if the server is. */
    @PostConstruct
    void firstProbe() {
        probe();
    }

    /** Asks whether the server answers, and migrates the schema if that was not done yet. */
    boolean probe() {
        try {
            if (!attempt(session -> session.connection().isValid(PROBE_SECONDS))) {
                return false;
            }
            migration.ensure(dataSource);
        } catch (DatabaseUnreachable away) {
            return false;
        } catch (RuntimeException unusable) {
            noteOutage(unusable);
            return false;
        }
        noteAvailable();
        return true;
    }

    private <T> T attempt(Session.Work<T> work) {
        try (Connection connection = connections.take()) {
            connection.setAutoCommit(false);
            return committed(connection, work);
        } catch (SQLException failed) {
            throw translated(failed, new IllegalStateException("PostgreSQL refuses: " + failed.getMessage(), failed));
        } catch (RuntimeException failed) {
            throw Outages.sqlError(failed).map(sql -> translated(sql, failed)).orElse(failed);
        }
    }

    private static <T> T committed(Connection connection, Session.Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.run(new Session(connection));
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done && !connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    private RuntimeException translated(SQLException failed, RuntimeException otherwise) {
        if (!Outages.isOutage(failed)) {
            return otherwise;
        }
        noteOutage(failed);
        return new DatabaseUnreachable("PostgreSQL does not answer: " + failed.getMessage(), failed);
    }

    private synchronized void noteOutage(Exception failed) {
        String error = String.valueOf(failed.getMessage());
        if (availability instanceof Unavailable(var since, var before)) {
            if (!before.equals(error)) {
                LOG.info("PostgreSQL is still away since {}: {}", since, error);
            }
            availability = new Unavailable(since, error);
            return;
        }
        LOG.warn("PostgreSQL does not answer; working from memory until it does: {}", error);
        availability = new Unavailable(clock.instant(), error);
    }

    private synchronized void noteAvailable() {
        if (!isAvailable()) {
            LOG.info("PostgreSQL answers");
            availability = new Available();
        }
    }
}
