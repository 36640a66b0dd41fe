package io.lagcast.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/** The real server binaries, run as a child process with a data directory of its own that is deleted when the JVM ends. */
final class EmbeddedPostgresServer implements PostgresServer {

    /** A busy machine takes a while to make a database, or to recover one that was cut off. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path dataDirectory;
    private EmbeddedPostgres running;

    EmbeddedPostgresServer() {
        try {
            dataDirectory = Files.createTempDirectory("lagcast-test-postgres");
            running = launch(0);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }

    @Override
    public int port() {
        return running.getPort();
    }

    @Override
    public void stop() {
        try {
            running.close();
        } catch (IOException cannotStop) {
            throw new UncheckedIOException(cannotStop);
        }
    }

    @Override
    public void start() {
        try {
            running = launch(running.getPort());
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** {@code port} 0 = any free one. */
    private EmbeddedPostgres launch(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setServerConfig("fsync", "off")
                .start();
    }

    private void end() {
        try {
            running.close();
            FileSystemUtils.deleteRecursively(dataDirectory);
        } catch (IOException leftBehind) {
            // The JVM is ending; what stays is a directory among the temporary files.
            System.err.println("Could not clean up " + dataDirectory + ": " + leftBehind);
        }
    }
}
