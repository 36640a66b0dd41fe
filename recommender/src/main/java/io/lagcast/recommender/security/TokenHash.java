package io.lagcast.recommender.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of a token: its SHA-256. A token is 256 random bits, so that neither salt nor a slow hash would make it harder to find.
 *
 * @param text {@code sha256:} and 64 hexadecimal digits
 */
public record TokenHash(String text) {

    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");
    private static final String TOKEN_PREFIX = "lagcast_";
    private static final int TOKEN_BYTES = 32;

    public TokenHash {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The hash of a token must be sha256: and 64 hexadecimal digits, as './lagcast token' prints it"
                            + " (what is there is not shown: maybe it is the token itself)");
        }
    }

    /** A new token. */
    public static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The hash of a token. */
    public static TokenHash of(String token) {
        return new TokenHash(PREFIX + HexFormat.of().formatHex(sha256(token)));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }

    /** Whether both are the same, in a time that does not tell where they differ. */
    boolean isSame(TokenHash other) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.US_ASCII), other.text.getBytes(StandardCharsets.US_ASCII));
    }
}
