package io.lagcast.recommender.leadership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this instance is. The identifier is kept in the data directory, so that a process that was killed and starts again is known to be the same instance:
 * it need not wait for its own lease, and what it left behind on disk is still its own.
 *
 * @param id identifier
 * @param name what people call it
 */
record Instance(UUID id, String name) {

    private static final Logger log = LoggerFactory.getLogger(Instance.class);

    private static final String FILE = "instance.id";

    /** The instance that keeps its files in {@code directory}. */
    static Instance of(Path directory, Optional<String> name) {
        UUID id = keptIn(directory);
        return new Instance(id, name.orElseGet(() -> hostName(id)));
    }

    private static UUID keptIn(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return Files.exists(file) ? UUID.fromString(Files.readString(file).strip()) : made(file);
        } catch (IOException | IllegalArgumentException unusable) {
            log.warn(
                    "{} cannot be used ({}): after a crash this instance waits until its own lease has run out",
                    file,
                    String.valueOf(unusable.getMessage()));
            return UUID.randomUUID();
        }
    }

    private static UUID made(Path file) throws IOException {
        UUID id = UUID.randomUUID();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, id + "\n", StandardOpenOption.CREATE_NEW);
        return id;
    }

    /** Of a pod that is its name. */
    private static String hostName(UUID id) {
        String name = System.getenv("HOSTNAME");
        return name == null || name.isBlank() ? "instance-" + id.toString().substring(0, 8) : name;
    }
}
