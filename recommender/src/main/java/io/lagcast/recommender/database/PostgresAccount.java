package io.lagcast.recommender.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the PostgreSQL programs run as. They refuse to run as root, so where Lagcast does (containers, build machines) they get a
 * user namespace in which they are nobody, or, where the kernel forbids that, the account nobody with the one capability that
 * lets it into directories of root.
 */
enum PostgresAccount {
    /** The account Lagcast runs as. */
    SAME,
    /** Root outside, nobody inside of a user namespace; files belong to root. */
    USER_NAMESPACE,
    /** The account nobody; its files belong to it. */
    NOBODY;

    private static final int ROOT = 0;
    private static final int NOBODY_ID = 65534;

    /** The first account that works here; the one that owns the data already is tried first, as a server may still run as it. */
    static PostgresAccount forData(Path data) {
        if (isWindows() || new UnixSystem().getUid() != ROOT) {
            return SAME;
        }
        boolean ofNobody = ownerIfAny(data) == NOBODY_ID;
        for (PostgresAccount account : ofNobody ? List.of(NOBODY, USER_NAMESPACE) : List.of(USER_NAMESPACE, NOBODY)) {
            if (account.works()) {
                return account;
            }
        }
        throw new DatabaseUnavailable(
                "PostgreSQL does not run as root, and neither unshare nor setpriv can drop root here;"
                        + " start Lagcast as another user or configure a database with --spring.datasource.url.");
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(command);
        return whole;
    }

    /** Hands a directory and all in it to the account, which matters after the way to drop root has changed. */
    void own(Path directory) {
        if (this == SAME) {
            return;
        }
        try {
            if (owner(directory) == fileOwner()) {
                return;
            }
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return handOver(file);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure)
                        throws IOException {
                    return handOver(inner);
                }
            });
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The owner of " + directory + " cannot be changed: " + e.getMessage()
                            + "; start Lagcast as another user.",
                    e);
        }
    }

    private List<String> prefix() {
        return switch (this) {
            case SAME -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "--user");
            case NOBODY ->
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override");
        };
    }

    private FileVisitResult handOver(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", fileOwner(), LinkOption.NOFOLLOW_LINKS);
        return FileVisitResult.CONTINUE;
    }

    private int fileOwner() {
        return this == NOBODY ? NOBODY_ID : ROOT;
    }

    private boolean works() {
        try {
            return Programs.run(command(List.of("true"))).succeeded();
        } catch (DatabaseUnavailable notInstalled) {
            return false;
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static int ownerIfAny(Path file) {
        try {
            return owner(file);
        } catch (IOException none) {
            return ROOT;
        }
    }

    private static int owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
