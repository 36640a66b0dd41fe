package io.lagcast.recommender.webhooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    private final BooleanSupplier keyThere;
    private final Supplier<SecretKey> key;
    private final List<SecretKey> previousKeys;
    private final SecureRandom random;

    /**
     * A seal. The key is asked for when it is needed, so that a service without webhooks needs none.
     *
     * @param keyThere whether the key is there already, or would be made
     * @param key what secrets are sealed with
     * @param previousKeys what else may open them
     */
    SecretSeal(BooleanSupplier keyThere, Supplier<SecretKey> key, List<SecretKey> previousKeys, SecureRandom random) {
        this.keyThere = keyThere;
        this.key = key;
        this.previousKeys = List.copyOf(previousKeys);
        this.random = random;
    }

    /** Whether there is any key that could open something. */
    boolean hasKey() {
        return keyThere.getAsBoolean() || !previousKeys.isEmpty();
    }

    /** Nonce, ciphertext and tag. */
    byte[] seal(String subscription, SigningSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(key.get(), Cipher.ENCRYPT_MODE, nonce, subscription)
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
     * @throws SecretUnreadable if it was sealed with an unknown key or for another subscription, or was changed
     */
    SigningSecret open(String subscription, byte[] sealed) {
        return tryOpen(subscription, sealed)
                .orElseThrow(() -> new SecretUnreadable(subscription))
                .secret();
    }

    /** What was sealed; empty if it was sealed with an unknown key or for another subscription, or was changed. */
    Optional<Opened> tryOpen(String subscription, byte[] sealed) {
        return opened(key.get(), subscription, sealed)
                .map(secret -> new Opened(secret, true))
                .or(() -> previousKeys.stream()
                        .flatMap(previous -> opened(previous, subscription, sealed).stream())
                        .map(secret -> new Opened(secret, false))
                        .findFirst());
    }

    private static Optional<SigningSecret> opened(SecretKey key, String subscription, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            byte[] text = cipher(key, Cipher.DECRYPT_MODE, nonce, subscription)
                    .doFinal(sealed, NONCE_BYTES, Math.max(0, sealed.length - NONCE_BYTES));
            return SigningSecret.parse(new String(text, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(SecretKey key, int mode, byte[] nonce, String subscription)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(subscription.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /**
     * An opened secret.
     *
     * @param secret the secret
     * @param withCurrentKey whether it was sealed with the key that seals now, not a previous one
     */
    record Opened(SigningSecret secret, boolean withCurrentKey) {}
}
