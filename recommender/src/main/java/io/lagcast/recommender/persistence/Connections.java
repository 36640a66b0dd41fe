package io.lagcast.recommender.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Connections from the pool. A crowd is no outage: while every connection of the pool is taken, the server is asked beside the pool, and as long as it
 * answers the caller waits its turn.
 */
final class Connections {

    /** How long a caller waits for its turn at most; what waits longer is as good as cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long an answer beside the pool counts, so that a crowd does not ask one by one. */
    private static final Duration ANSWER_COUNTS = Duration.ofSeconds(1);

    private static final int PROBE_SECONDS = 2;

    private final DataSource pool;
    private boolean answered;
    private long askedNanos = System.nanoTime() - ANSWER_COUNTS.toNanos();

    Connections(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Takes a connection out of the pool; closing it gives it back.
     *
     * @throws SQLException if the server does not answer, or every connection stays taken for ten seconds
     */
    Connection take() throws SQLException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException noneFree) {
                boolean couldNotConnect = noneFree.getCause() != null;
                if (couldNotConnect || System.nanoTime() - deadlineNanos > 0 || !serverAnswers()) {
                    throw noneFree;
                }
            }
        }
    }

    private synchronized boolean serverAnswers() {
        if (System.nanoTime() - askedNanos >= ANSWER_COUNTS.toNanos()) {
            answered = pool instanceof HikariDataSource hikari && answersBeside(hikari);
            askedNanos = System.nanoTime();
        }
        return answered;
    }

    private static boolean answersBeside(HikariDataSource hikari) {
        Properties properties = new Properties();
        properties.putAll(hikari.getDataSourceProperties());
        Optional.ofNullable(hikari.getUsername()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(hikari.getPassword()).ifPresent(password -> properties.setProperty("password", password));
        try (Connection connection = DriverManager.getConnection(hikari.getJdbcUrl(), properties)) {
            return connection.isValid(PROBE_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }
}
