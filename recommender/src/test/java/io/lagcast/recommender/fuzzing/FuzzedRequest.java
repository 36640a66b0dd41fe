package io.lagcast.recommender.fuzzing;

import io.lagcast.recommender.fuzzing.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was made up.
 *
 * @param operation what is asked for
 * @param method its method, unless another is tried
 * @param target path and query, encoded
 * @param headers headers
 * @param body body; empty = none
 * @param demand what the answer must be
 * @param refused name of what must be named in the refusal, where that is known
 */
record FuzzedRequest(
        Operation operation,
        String method,
        String target,
        Map<String, String> headers,
        Optional<byte[]> body,
        Demand demand,
        Optional<String> refused) {

    private static final int LONGEST_SHOWN = 400;

    FuzzedRequest {
        headers = Map.copyOf(headers);
    }

    /** What must become of a request. */
    enum Demand {
        /** Nothing is wrong with it, so it is not refused as malformed. */
        ACCEPTED,
        /** Something is wrong with it. */
        REFUSED,
        /** Another method than those that are described. */
        METHOD_NOT_ALLOWED,
        /** Nobody can say by the document alone. */
        EITHER
    }

    @Override
    public String toString() {
        String text =
                body.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("(no body)");
        return method + " " + shortened(target) + " " + headers + " " + shortened(text) + " " + demand
                + refused.map(name -> " for " + name).orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + ")";
    }
}
