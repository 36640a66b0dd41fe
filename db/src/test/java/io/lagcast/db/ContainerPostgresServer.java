package io.lagcast.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container. System property {@code lagcast.test.postgres.image} chooses the version. */
final class ContainerPostgresServer implements PostgresServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final PostgreSQLContainer container;
    private final int port = freePort();

    @SuppressWarnings("resource") // lives until the JVM ends; Testcontainers' reaper removes it
    ContainerPostgresServer() {
        container = new PostgreSQLContainer(System.getProperty("lagcast.test.postgres.image", "postgres:18-alpine"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        // A fixed port, because a container that is stopped and started again gets a new random one.
        container.setPortBindings(List.of(port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        container.start();
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void stop() {
        DockerClientFactory.instance()
                .client()
                .stopContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void start() {
        DockerClientFactory.instance()
                .client()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitAnswer();
    }

    private void awaitAnswer() {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("PostgreSQL did not answer within " + START_LIMIT);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean answers() {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres?connectTimeout=2";
        try (Connection connection = DriverManager.getConnection(url, user(), password())) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
