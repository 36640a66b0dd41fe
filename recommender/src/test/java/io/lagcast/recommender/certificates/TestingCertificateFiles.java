package io.lagcast.recommender.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files of an SSL bundle, exchanged as a renewal does it. */
public final class TestingCertificateFiles {

    private final Path directory;

    public TestingCertificateFiles(String name) {
        try {
            Files.createDirectories(Path.of("target"));
            this.directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public void identity(TestingAuthority.Identity identity) {
        write("tls.key", identity.privateKeyPem());
        write("tls.crt", identity.certificatePem());
    }

    public void authorities(String pem) {
        write("ca.crt", pem);
    }

    /** The address of a file, for the configuration. */
    public String location(String file) {
        return "file:" + directory.resolve(file);
    }

    private void write(String file, String text) {
        try {
            Path draft = Files.writeString(directory.resolve(file + ".new"), text);
            Files.move(draft, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
