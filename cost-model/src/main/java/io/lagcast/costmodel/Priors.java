package io.lagcast.costmodel;

import java.time.Duration;
import java.util.Optional;

/**
 * What the user believes before anything was learned. All optional: learned values replace them.
 *
 * @param throughputPerReplica records per second one replica processes when there is enough to do
 * @param startUp from asking for a replica to its first processed record
 * @param rebalancePause how long a rebalance stops the partitions it stops
 * @param protocol how the group rebalances
 */
public record Priors(
        Optional<RecordsPerSecond> throughputPerReplica,
        Optional<Duration> startUp,
        Optional<Duration> rebalancePause,
        Optional<RebalanceProtocol> protocol) {

    public static final Priors NONE =
            new Priors(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Priors {
        throughputPerReplica.ifPresent(rate -> {
            if (rate.value() <= 0) {
                throw new IllegalArgumentException(
                        "priors.throughputPerReplica must be positive but was " + rate.value());
            }
        });
        requireNotNegative("priors.startUp", startUp);
        requireNotNegative("priors.rebalancePause", rebalancePause);
    }

    private static void requireNotNegative(String name, Optional<Duration> duration) {
        duration.filter(Duration::isNegative).ifPresent(negative -> {
            throw new IllegalArgumentException(name + " must not be negative but was " + negative);
        });
    }
}
