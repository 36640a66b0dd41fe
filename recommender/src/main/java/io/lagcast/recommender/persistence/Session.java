package io.lagcast.recommender.persistence;

import java.sql.Connection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One transaction on one connection.
 *
 * @param connection the connection, for COPY and streaming; not to be closed, committed or rolled back
 * @param jdbc statements on that connection
 */
public record Session(Connection connection, JdbcClient jdbc) {

    Session(Connection connection) {
        this(connection, JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T run(Session session) throws java.sql.SQLException;
    }
}
