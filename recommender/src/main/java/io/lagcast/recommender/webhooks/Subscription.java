package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.Action;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who is told of recommendations.
 *
 * @param id identifier
 * @param url where deliveries go
 * @param description what its owner says it is for; may be empty
 * @param filter what it is told of
 * @param handshake how its receiver is asked whether it wants to be told
 * @param status whether it is told
 * @param lastError why it is not; empty = it is, or was never tried
 * @param createdAt when it was made
 * @param verifiedAt when its receiver last answered the verification
 * @param secrets how long its secrets sign, newest first
 */
record Subscription(
        String id,
        URI url,
        String description,
        Filter filter,
        Handshake handshake,
        Status status,
        Optional<String> lastError,
        Instant createdAt,
        Optional<Instant> verifiedAt,
        List<SecretTerm> secrets) {

    Subscription {
        secrets = List.copyOf(secrets);
    }

    /** Whether a text has the form of an identifier. */
    static boolean isId(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    /**
     * Which recommendations are told.
     *
     * @param workloadPattern names of workloads; {@code *} is any text, {@code ?} any character
     * @param actions actions, at least one
     */
    record Filter(String workloadPattern, List<Action> actions) {

        Filter {
            actions = List.copyOf(actions);
        }
    }

    /** Whether a subscription is told. */
    enum Status {
        /** Its receiver has not answered the verification yet. */
        PENDING,
        ACTIVE,
        /** Its receiver said that it is gone for good (410). */
        DISABLED
    }

    /**
     * How long a secret signs.
     *
     * @param createdAt since when
     * @param expiresAt until when; empty = until it is rotated
     */
    record SecretTerm(Instant createdAt, Optional<Instant> expiresAt) {}
}
