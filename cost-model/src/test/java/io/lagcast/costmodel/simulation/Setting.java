package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * The truth about a simulated group. All times in seconds.
 *
 * @param partitions number of partitions
 * @param throughput records per second of one replica
 * @param startUp from asking to joining
 * @param pause how long a rebalance stops what it stops
 * @param protocol what a rebalance stops
 * @param lagTime objective
 */
public record Setting(
        int partitions, double throughput, int startUp, int pause, RebalanceProtocol protocol, int lagTime) {

    /** The standard scenario. */
    public static final Setting STANDARD = new Setting(40, 1000, 30, 10, RebalanceProtocol.EAGER, 30);

    /** The policy of a user who knows all this. */
    public WorkloadPolicy policy() {
        return policy(Optional.of(throughput));
    }

    /** The policy of a user who believes the given throughput, or says nothing about it. */
    public WorkloadPolicy policy(Optional<Double> believedThroughput) {
        return new WorkloadPolicy(
                1,
                partitions,
                new Objective(Duration.ofSeconds(lagTime), 0.999),
                WorkloadPolicy.DEFAULT_LATE_PENALTY,
                1,
                new Priors(
                        believedThroughput.map(RecordsPerSecond::new),
                        Optional.of(Duration.ofSeconds(startUp)),
                        Optional.of(Duration.ofSeconds(pause)),
                        Optional.of(protocol)),
                Optional.empty());
    }

    public Setting withPause(int seconds) {
        return new Setting(partitions, throughput, startUp, seconds, protocol, lagTime);
    }
}
