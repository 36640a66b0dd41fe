package io.lagcast.db;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.DockerClientFactory;

/**
 * A database of a test's own on a real PostgreSQL server that is started once per JVM: in a container where a Docker engine answers, from embedded
 * server binaries otherwise.
 *
 * <p>Usage: {@code TestDatabase database = TestDatabase.migrated();}, then {@link #dataSource()}, or {@link #url()} with {@link #user()} and
 * {@link #password()}. {@link #stopServer()} and {@link #startServer()} stop and start the server for every database in it, so tests that use them
 * must not run in parallel with others in the same JVM.
 */
public final class TestDatabase {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** A fresh database without any tables. */
    public static TestDatabase empty() {
        TestDatabase made = new TestDatabase("test_" + ProcessHandle.current().pid() + "_" + MADE.incrementAndGet());
        JdbcClient.create(dataSource("postgres"))
                .sql("CREATE DATABASE " + made.name)
                .update();
        return made;
    }

    /** A fresh database with every migration applied. */
    public static TestDatabase migrated() {
        TestDatabase made = empty();
        Flyway.configure().dataSource(made.dataSource()).load().migrate();
        return made;
    }

    /** Connections that are not pooled. */
    public DataSource dataSource() {
        return dataSource(name);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    public String url() {
        return url(name);
    }

    public String user() {
        return Server.RUNNING.user();
    }

    public String password() {
        return Server.RUNNING.password();
    }

    /** Stops the server; connections break and new ones are refused. */
    public static void stopServer() {
        Server.RUNNING.stop();
    }

    /** Starts the server again, on the same port and with the same data, and returns when it answers. */
    public static void startServer() {
        Server.RUNNING.start();
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + Server.RUNNING.port() + "/" + database;
    }

    private static DataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(Server.RUNNING.user());
        source.setPassword(Server.RUNNING.password());
        return source;
    }

    /** Started by the first test that needs it. */
    private static final class Server {
        static final PostgresServer RUNNING = DockerClientFactory.instance().isDockerAvailable()
                ? new ContainerPostgresServer()
                : new EmbeddedPostgresServer();
    }
}
