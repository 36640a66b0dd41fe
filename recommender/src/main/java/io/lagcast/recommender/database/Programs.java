package io.lagcast.recommender.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps what it said. */
final class Programs {

    /** The longest any of these programs takes: a recovery after a crash of the machine. */
    private static final int LONGEST_SECONDS = 180;

    private Programs() {}

    /**
     * How a program ended.
     *
     * @param exitCode its exit code
     * @param output standard output and standard error
     */
    record Ended(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Output goes through a file: a pipe would be kept open by the server that {@code pg_ctl} leaves behind. */
    static Ended run(List<String> command) {
        try {
            Path output = Files.createTempFile("lagcast-", ".out");
            try {
                return run(command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable(command.getFirst() + " cannot be run: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while " + command.getFirst() + " ran.", e);
        }
    }

    private static Ended run(List<String> command, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new DatabaseUnavailable(command.getFirst() + " did not end within " + LONGEST_SECONDS + " seconds.");
        }
        return new Ended(process.exitValue(), read(output));
    }

    private static String read(Path output) {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
