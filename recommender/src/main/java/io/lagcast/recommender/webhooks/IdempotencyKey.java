package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Violation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client marks a request with, so that sending it again does no more than sending it once.
 *
 * @param text the key, as the client chose it
 * @param requestHash SHA-256 of what the request asks for; the same key with another request is a mistake
 */
record IdempotencyKey(String text, String requestHash) {

    /** The header, as the draft of the IETF's working group for HTTP APIs names it. */
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * The key of a request; empty when it has none.
     *
     * @throws ProblemException if it is not one
     */
    static Optional<IdempotencyKey> of(@Nullable String header, Map<String, ?> body, JsonMapper json) {
        if (header == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(header).matches()) {
            String shown = header.length() <= 120 ? header : header.substring(0, 117) + "...";
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(new Violation(
                            HEADER, "\"" + shown + "\"", "must be 1 to 255 visible ASCII characters, such as a UUID")));
        }
        return Optional.of(new IdempotencyKey(header, hash(json.writeValueAsBytes(new TreeMap<>(body)))));
    }

    private static String hash(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
