package io.lagcast.recommender.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The server process that {@code postmaster.pid} in a data directory speaks of, which may be gone. */
final class Postmaster {

    private final Path pidFile;

    Postmaster(Path data) {
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** Whether the server runs. A process that got the same number after a restart of the machine is not it. */
    boolean isRunning() {
        return pid().flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(Postmaster::looksLikePostgres)
                .isPresent();
    }

    /** Removes a file that speaks of a process that is no PostgreSQL server, and which would keep a new one from starting. */
    void forgetIfStale() {
        if (isRunning()) {
            return;
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new DatabaseUnavailable(pidFile + " is left over and cannot be removed: " + e.getMessage() + ".", e);
        }
    }

    Optional<Long> pid() {
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::parseLong);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new DatabaseUnavailable(pidFile + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A process whose program cannot be seen counts as a server: starting a second one is worse than asking to look. */
    private static boolean looksLikePostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(true);
    }
}
