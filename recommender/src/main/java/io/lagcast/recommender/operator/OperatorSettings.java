package io.lagcast.recommender.operator;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether and how custom resources are served.
 *
 * @param enabled whether resources of kind {@code ConsumerGroupScaler} are served
 * @param apiServer address of the API server; without it the kubeconfig or the pod's service account says
 * @param namespaces namespaces that are watched; all if empty
 * @param moveTimeout how long a move may take before the next one is made all the same
 * @param statusInterval how often the numbers in a status are brought up to date when nothing else changes
 * @param retryInterval how long to wait before the cluster or the database is asked again
 */
@Validated
@ConfigurationProperties("lagcast.operator")
record OperatorSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable String apiServer,
        @DefaultValue @NotNull List<String> namespaces,
        @DefaultValue("10m") Duration moveTimeout,
        @DefaultValue("1m") Duration statusInterval,
        @DefaultValue("10s") Duration retryInterval) {

    OperatorSettings {
        namespaces = List.copyOf(namespaces);
        requirePositive("move-timeout", moveTimeout);
        requirePositive("status-interval", statusInterval);
        requirePositive("retry-interval", retryInterval);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("lagcast.operator." + name + " must be positive but was " + value);
        }
    }
}
