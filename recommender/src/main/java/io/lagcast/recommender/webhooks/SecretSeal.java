package io.lagcast.recommender.webhooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts signing secrets for the database: AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D), bound to the subscription they belong to, so
 * that a row copied to another subscription does not open there.
 */
final class SecretSeal {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<SecretKey> key;
    private final SecureRandom random;

    /** The key is asked for when it is needed, so that a service without webhooks needs none. */
    SecretSeal(Supplier<SecretKey> key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** Nonce, ciphertext and tag. */
    byte[] seal(String subscription, SigningSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, subscription)
                    .doFinal(secret.text().getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot encrypt a signing secret", impossible);
        }
    }

    /**
     * What was sealed.
     *
     * @throws SecretUnreadable if it was sealed with another key or for another subscription, or was changed
     */
    SigningSecret open(String subscription, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, subscription)
                    .doFinal(sealed, NONCE_BYTES, Math.max(0, sealed.length - NONCE_BYTES));
            return SigningSecret.parse(new String(text, StandardCharsets.US_ASCII))
                    .orElseThrow(() -> new SecretUnreadable(subscription, null));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            throw new SecretUnreadable(subscription, notOurs);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String subscription) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(subscription.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
