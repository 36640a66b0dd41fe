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
 * @param assignor by which rule partitions are dealt to consumers
 * @param sessionTimeout static members: how long what a replica owned stays unserved after it was taken away
 */
public record Priors(
        Optional<RecordsPerSecond> throughputPerReplica,
        Optional<Duration> startUp,
        Optional<Duration> rebalancePause,
        Optional<RebalanceProtocol> protocol,
        Optional<Assignor> assignor,
        Optional<Duration> sessionTimeout) {

    public static final Priors NONE =
            new Priors(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Beliefs of which none is about how partitions are dealt. */
    public Priors(
            Optional<RecordsPerSecond> throughputPerReplica,
            Optional<Duration> startUp,
            Optional<Duration> rebalancePause,
            Optional<RebalanceProtocol> protocol) {
        this(throughputPerReplica, startUp, rebalancePause, protocol, Optional.empty(), Optional.empty());
    }

    public Priors {
        throughputPerReplica.ifPresent(rate -> {
            if (rate.value() <= 0) {
                throw new IllegalArgumentException(
                        "priors.throughputPerReplica must be positive but was " + rate.value());
            }
        });
        requireNotNegative("priors.startUp", startUp);
        requireNotNegative("priors.rebalancePause", rebalancePause);
        requireNotNegative("priors.sessionTimeout", sessionTimeout);
    }

    private static void requireNotNegative(String name, Optional<Duration> duration) {
        duration.filter(Duration::isNegative).ifPresent(negative -> {
            throw new IllegalArgumentException(name + " must not be negative but was " + negative);
        });
    }
}
