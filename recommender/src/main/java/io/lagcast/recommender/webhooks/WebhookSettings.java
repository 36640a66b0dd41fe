package io.lagcast.recommender.webhooks;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How recommendations are delivered to webhooks.
 *
 * @param allowedAddresses blocks of addresses (CIDR) that may be delivered to although they are not of the public internet
 * @param encryptionKey what signing secrets are encrypted with, 32 bytes in Base64; every instance on a database needs the same. Not given = made once
 *     and kept in the file {@code webhooks.key} of the data directory
 * @param previousEncryptionKeys what secrets may be encrypted with from before; they are encrypted anew when the service starts, and these keys not
 *     needed any more
 * @param generateEncryptionKey whether a key may be made when none is given; not where several instances have data directories of their own
 * @param origin what this service calls itself where a receiver is asked by OPTIONS (WebHook-Request-Origin), a DNS name
 * @param connectTimeout how long a connection, and then its TLS handshake, may take
 * @param timeout how long an attempt may take from beginning to end
 * @param maxResponse how much of an answer's body is read before the connection is closed; it is thrown away
 * @param firstRetry how long after the first failed attempt the next is made; doubled every time, less up to half by chance
 * @param maxRetry longest wait between two attempts
 * @param giveUpAfter how long a delivery is tried before it is parked and those behind it go on
 * @param workers most deliveries under way at once
 * @param workersPerSubscription most deliveries under way to one subscription
 * @param laneBatch most deliveries of one workload to one subscription that are made before it is recorded
 * @param lease how long an instance has a lane to itself; after that another takes over from one that died
 * @param pollInterval how often it is looked for due deliveries
 * @param housekeepingInterval how often old deliveries are removed and parked ones counted
 * @param retention how long finished and parked deliveries stay visible
 * @param secretOverlap how long the previous secret goes on signing after a rotation
 * @param maxSubscriptions most subscriptions
 */
@Validated
@ConfigurationProperties("lagcast.webhooks")
record WebhookSettings(
        @DefaultValue List<String> allowedAddresses,
        @Nullable String encryptionKey,
        @DefaultValue List<String> previousEncryptionKeys,
        @DefaultValue("true") boolean generateEncryptionKey,

        @DefaultValue("lagcast") @Pattern(regexp = "[A-Za-z0-9.-]{1,253}")
        String origin,

        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("8KB") DataSize maxResponse,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("1h") Duration maxRetry,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("256") @Min(1) @Max(10_000) int workers,
        @DefaultValue("16") @Min(1) @Max(1_000) int workersPerSubscription,
        @DefaultValue("25") @Min(1) @Max(1_000) int laneBatch,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("30s") Duration housekeepingInterval,
        @DefaultValue("3d") Duration retention,
        @DefaultValue("24h") Duration secretOverlap,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxSubscriptions) {

    WebhookSettings {
        allowedAddresses = List.copyOf(allowedAddresses);
        previousEncryptionKeys = List.copyOf(previousEncryptionKeys);
        requirePositive("connect-timeout", connectTimeout);
        requirePositive("timeout", timeout);
        requirePositive("first-retry", firstRetry);
        requirePositive("give-up-after", giveUpAfter);
        requirePositive("poll-interval", pollInterval);
        requirePositive("housekeeping-interval", housekeepingInterval);
        requirePositive("retention", retention);
        requirePositive("secret-overlap", secretOverlap);
        if (maxRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("lagcast.webhooks.max-retry must not be shorter than first-retry ("
                    + firstRetry + ") but was " + maxRetry);
        }
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "lagcast.webhooks.lease must be at least twice the timeout (" + timeout + ") but was " + lease);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("lagcast.webhooks." + name + " must be positive but was " + value);
        }
    }

    Optional<String> givenEncryptionKey() {
        return Optional.ofNullable(encryptionKey).filter(key -> !key.isBlank());
    }

    PermittedAddresses permittedAddresses() {
        return new PermittedAddresses(
                allowedAddresses.stream().map(AddressRange::parse).toList());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebhookSettings[allowedAddresses=" + allowedAddresses + ", timeout=" + timeout + "]";
    }
}
