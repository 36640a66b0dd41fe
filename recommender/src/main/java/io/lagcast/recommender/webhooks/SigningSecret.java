package io.lagcast.recommender.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric secret of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: 24 to 64 bytes, written {@code whsec_} and Base64. Does not
 * show itself when printed.
 */
final class SigningSecret {

    /** What to write, for error messages. */
    static final String EXPECTED = "whsec_ followed by 24 to 64 random bytes in Base64";

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    /** As long as the hash, so that guessing the secret is no easier than guessing a signature. */
    private static final int GENERATED_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private SigningSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    static SigningSecret generate(RandomGenerator random) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    /** The secret that is written so, or empty if none is. */
    static Optional<SigningSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            boolean fits = bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES;
            return fits ? Optional.of(new SigningSecret(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** As its owner is shown it, once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** One signature of the header {@code webhook-signature}: version 1, HMAC-SHA256 over id, timestamp and body. */
    String sign(String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "***";
    }
}
