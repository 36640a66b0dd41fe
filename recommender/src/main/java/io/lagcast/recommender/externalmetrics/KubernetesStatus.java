package io.lagcast.recommender.externalmetrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the Kubernetes API says that something failed.
 *
 * @param kind Status
 * @param apiVersion v1
 * @param metadata nothing
 * @param status Failure
 * @param message what happened, and what to do
 * @param reason kind of failure in one word
 * @param details when to try again; absent when that does not help
 * @param code HTTP status
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KubernetesStatus(
        String kind,
        String apiVersion,
        Map<String, String> metadata,
        String status,
        String message,
        String reason,
        @Nullable Details details,
        int code) {

    /**
     * When to try again.
     *
     * @param retryAfterSeconds seconds to wait
     */
    record Details(int retryAfterSeconds) {}

    /** A failure with the HTTP status {@code code}. */
    static KubernetesStatus failure(int code, String message, @Nullable Details details) {
        return new KubernetesStatus("Status", "v1", Map.of(), "Failure", message, reason(code), details, code);
    }

    private static String reason(int code) {
        return switch (code) {
            case 400 -> "BadRequest";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 503 -> "ServiceUnavailable";
            default -> "InternalError";
        };
    }
}
