package io.lagcast.recommender.collection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How samples are taken from Kafka.
 *
 * @param interval time between two samples of a group
 * @param requestTimeout longest wait for one answer of a cluster; never longer than the interval
 * @param beginningsEvery samples after which the beginning of every partition is read again; those it matters for are read with every sample
 * @param rebalanceInterval time between two samples of a group that has just changed, so that pauses are measured; zero to keep to the interval
 * @param rebalanceWatch how long a group is sampled that often after a change
 */
@Validated
@ConfigurationProperties("lagcast.collection")
record CollectionSettings(
        @DefaultValue("15s") Duration interval,
        @DefaultValue("3s") Duration requestTimeout,
        @DefaultValue("20") @Min(1) @Max(10_000) int beginningsEvery,
        @DefaultValue("1s") Duration rebalanceInterval,
        @DefaultValue("60s") Duration rebalanceWatch) {

    CollectionSettings {
        requirePositive("interval", interval);
        requirePositive("request-timeout", requestTimeout);
        if (rebalanceInterval.isNegative() || rebalanceWatch.isNegative()) {
            throw new IllegalArgumentException(
                    "lagcast.collection.rebalance-interval and rebalance-watch must not be negative but were "
                            + rebalanceInterval + " and " + rebalanceWatch);
        }
        requestTimeout = requestTimeout.compareTo(interval) < 0 ? requestTimeout : interval;
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("lagcast.collection." + name + " must be positive but was " + duration);
        }
    }
}
