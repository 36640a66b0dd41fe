package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.webhooks.Subscription.SecretTerm;
import io.lagcast.recommender.webhooks.Subscription.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param id identifier
 * @param url where deliveries go
 * @param description what it is for; may be empty
 * @param workloadPattern workloads it is told of; * is any text, ? any character
 * @param actions actions it is told of
 * @param handshake how its receiver is asked whether it wants to be told: EVENT (a signed event) or CLOUDEVENTS (OPTIONS)
 * @param status PENDING until its receiver answers the verification, then ACTIVE; DISABLED once its receiver answers 410
 * @param lastError why it is not active; null = nothing is known against it
 * @param createdAt when it was made
 * @param verifiedAt when its receiver last answered the verification; null = never
 * @param secrets the secrets that sign at present, newest first, without the secrets themselves
 * @param secret the secret; given once, when it is made
 */
record SubscriptionJson(
        String id,
        String url,
        String description,
        String workloadPattern,
        List<Action> actions,
        Handshake handshake,
        Status status,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant verifiedAt,
        List<SecretJson> secrets,

        @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
        @Nullable
        String secret) {

    SubscriptionJson {
        actions = List.copyOf(actions);
        secrets = List.copyOf(secrets);
    }

    /** Without its secret. */
    static SubscriptionJson of(Subscription subscription) {
        return of(subscription, null);
    }

    /** With a secret that was just made. */
    static SubscriptionJson with(Subscription subscription, SigningSecret secret) {
        return of(subscription, secret.text());
    }

    private static SubscriptionJson of(Subscription subscription, @Nullable String secret) {
        return new SubscriptionJson(
                subscription.id(),
                subscription.url().toString(),
                subscription.description(),
                subscription.filter().workloadPattern(),
                subscription.filter().actions(),
                subscription.handshake(),
                subscription.status(),
                subscription.lastError().orElse(null),
                subscription.createdAt(),
                subscription.verifiedAt().orElse(null),
                subscription.secrets().stream().map(SecretJson::of).toList(),
                secret);
    }

    /**
     * How long a secret signs.
     *
     * @param createdAt since when
     * @param expiresAt until when; null = until it is rotated
     */
    record SecretJson(Instant createdAt, @Nullable Instant expiresAt) {

        static SecretJson of(SecretTerm term) {
            return new SecretJson(term.createdAt(), term.expiresAt().orElse(null));
        }
    }
}
