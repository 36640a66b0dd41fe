package io.lagcast.recommender.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that secrets at rest are encrypted with: from the configuration, or from a file that only its owner can read. */
final class EncryptionKey {

    private static final String FILE = "webhooks.key";
    private static final int BYTES = 32;

    private EncryptionKey() {}

    /**
     * A key of the configuration.
     *
     * @param property what it is of, for error messages
     * @throws IllegalArgumentException if it is not 32 bytes in Base64; the message does not show it
     */
    static SecretKey parse(String base64, String property) {
        return key(base64, property);
    }

    /**
     * The key kept in a directory, made when there is none.
     *
     * @throws UncheckedIOException if the file can neither be read nor made
     */
    static SecretKey keptIn(Path directory, SecureRandom random) {
        Path file = directory.resolve(FILE);
        try {
            return key(Files.readString(file).strip(), file.toString());
        } catch (NoSuchFileException none) {
            return make(file, random);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The key of the webhooks cannot be read from " + file, unreadable);
        }
    }

    /**
     * The key where none is given and none may be made.
     *
     * @throws UncheckedIOException always
     */
    static SecretKey required() {
        String missing =
                "lagcast.webhooks.encryption-key is not set, and a key of this instance's own would be of no use to the others. Set it for all of them"
                        + " alike, to 32 bytes in Base64 (openssl rand -base64 32); with the Helm chart, name a secret in webhooks.existingSecret";
        throw new UncheckedIOException(missing, new IOException("No key"));
    }

    /** Whether a directory has a key. */
    static boolean isKeptIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    private static SecretKey make(Path file, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            writeWhole(file, text);
            return key(Files.readString(file).strip(), file.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "The key of the webhooks cannot be kept in " + file
                            + "; make the directory writable or set lagcast.webhooks.encryption-key",
                    unwritable);
        }
    }

    /** A file that is there is whole; one that another process made meanwhile stays. */
    private static void writeWhole(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(FILE + "." + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException other) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static SecretKey key(String base64, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(expected(where, "something else"));
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(expected(where, bytes.length + " bytes"));
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static String expected(String where, String was) {
        return where + " must be " + BYTES + " bytes in Base64 but was " + was
                + ".\nMaybe make one with: openssl rand -base64 32";
    }
}
