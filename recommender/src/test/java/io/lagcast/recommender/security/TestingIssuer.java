package io.lagcast.recommender.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** An issuer of JSON Web Tokens, whose public key is in a file. */
final class TestingIssuer {

    private static final int KEY_BITS = 2048;

    private final KeyPair keys;

    TestingIssuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    Path publicKey() {
        String key = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        try {
            Path file = Files.createTempFile(Path.of("target"), "issuer", ".pem");
            return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A token with a role and workloads, as JSON. */
    String token(String audience, Instant expiresAt, String role, String workloads) {
        String claims = """
                {"sub": "robot", "aud": "%s", "exp": %d, "lagcast_role": %s, "lagcast_workloads": %s}
                """.formatted(audience, expiresAt.getEpochSecond(), role, workloads);
        String signed = encoded("{\"alg\": \"RS256\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
