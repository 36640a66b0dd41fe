package io.lagcast.recommender.database;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A directory this process has to itself while it is open. The claim is an operating system's file lock, so it goes away with the
 * process however that ends; the file names the process that holds it.
 */
final class DataDirectory implements Closeable {

    /** Directories open in this JVM: the operating system's lock is per process and dropped when any handle on the file closes. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private static final String LOCK = "lagcast.lock";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataDirectory open(Path wanted) {
        Path path = create(wanted);
        if (!OPEN_HERE.add(path)) {
            throw inUse(path, String.valueOf(ProcessHandle.current().pid()));
        }
        boolean opened = false;
        try {
            DataDirectory directory = new DataDirectory(path, claim(path));
            opened = true;
            return directory;
        } catch (IOException e) {
            throw notWritable(path, e);
        } finally {
            if (!opened) {
                OPEN_HERE.remove(path);
            }
        }
    }

    Path path() {
        return path;
    }

    /** Deletes everything but the named directory and the lock. */
    void eraseExcept(String kept) {
        try (Stream<Path> content = Files.list(path)) {
            for (Path file : content.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(kept) && !name.equals(LOCK)) {
                    FileSystemUtils.deleteRecursively(file);
                }
            }
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The lock of the data directory " + path + " cannot be released: " + e.getMessage(), e);
        } finally {
            OPEN_HERE.remove(path);
        }
    }

    private static Path create(Path wanted) {
        Path absolute = wanted.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            return absolute.toRealPath();
        } catch (FileAlreadyExistsException e) {
            throw new DatabaseUnavailable(
                    "The data directory " + absolute + " is not a directory; choose another with --data-dir.", e);
        } catch (IOException e) {
            throw notWritable(absolute, e);
        }
    }

    private static FileChannel claim(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw inUse(path, holder.isEmpty() ? "unknown" : holder);
        }
        channel.truncate(0);
        byte[] self = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(self));
        channel.force(false);
        return channel;
    }

    private static DatabaseUnavailable inUse(Path path, String pid) {
        return new DatabaseUnavailable("Another Lagcast (process " + pid + ") uses the data directory " + path
                + "; stop it or choose another directory with --data-dir.");
    }

    private static DatabaseUnavailable notWritable(Path path, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage();
        return new DatabaseUnavailable(
                "The data directory " + path + " cannot be written (" + why + "); choose another with --data-dir.",
                cause);
    }
}
