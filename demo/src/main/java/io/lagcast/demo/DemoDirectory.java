package io.lagcast.demo;

import io.lagcast.recommender.cli.CommandFailed;
import io.lagcast.recommender.cli.ExitCode;
import io.lagcast.recommender.database.DatabaseUnavailable;
import io.lagcast.recommender.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The demo's own directory: emptied before every run, and recognised by a marker so that nobody else's is ever emptied. */
final class DemoDirectory implements AutoCloseable {

    private static final String MARKER = "this-is-a-lagcast-demo";

    private final Path path;

    private DemoDirectory(Path path) {
        this.path = path;
    }

    static DemoDirectory prepare(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            requireOwn(path);
            EmbeddedDatabase.erase(path);
            FileSystemUtils.deleteRecursively(path.resolve("kafka"));
            Files.writeString(path.resolve(MARKER), "Everything here is deleted when the demo starts.\n");
            return new DemoDirectory(path);
        } catch (DatabaseUnavailable e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    "The directory " + path + " cannot be written (" + e + "); choose another with --data-dir.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    Path broker() {
        return path.resolve("kafka");
    }

    /** Records are many and of no use to anyone; the database stays for those who want to look. */
    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(broker());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, broker() + " cannot be deleted: " + e.getMessage() + ".", e);
        }
    }

    private static void requireOwn(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent() && !Files.exists(path.resolve(MARKER))) {
                throw new CommandFailed(
                        ExitCode.UNAVAILABLE,
                        "The directory " + path + " is not empty and not of the demo, which would empty it;"
                                + " choose another with --data-dir.");
            }
        }
    }
}
