package io.lagcast.simulator.world;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.simulator.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything about a replay but who decides.
 *
 * @param group the truth about the group
 * @param arrivals what arrives, from {@code start} on
 * @param history what arrived before, in records per second; empty = nothing is known of the past
 * @param start when the replay begins; the history ends there
 * @param interval time between decisions, whole seconds
 * @param objective what the consumers owe
 * @param latePenalty price of a late record in multiples of the cost of processing it
 * @param minReplicas fewest replicas a scaler may ask for
 * @param maxReplicas most replicas a scaler may ask for
 * @param initialReplicas replicas that serve when the replay begins
 * @param believedThroughput what the user believes a replica processes; empty = says nothing about it
 * @param missingSamples share of the decisions at which no sample arrives and nobody can decide
 * @param seed source of which samples are missing
 */
public record Scenario(
        GroupSettings group,
        Arrivals arrivals,
        Optional<Trace> history,
        Instant start,
        Duration interval,
        Objective objective,
        double latePenalty,
        int minReplicas,
        int maxReplicas,
        int initialReplicas,
        Optional<RecordsPerSecond> believedThroughput,
        double missingSamples,
        long seed) {

    public Scenario {
        GroupSettings.requireSeconds("interval", interval, 1);
        GroupSettings.requireSeconds("lagTime", objective.lagTime(), 1);
        if (minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException(
                    "Replicas must be allowed from at least 0 to at least 1 but were allowed from " + minReplicas
                            + " to " + maxReplicas);
        }
        if (initialReplicas < minReplicas || initialReplicas > maxReplicas) {
            throw new IllegalArgumentException("A replay that allows " + minReplicas + " to " + maxReplicas
                    + " replicas cannot begin with " + initialReplicas);
        }
        if (!(missingSamples >= 0 && missingSamples < 1)) {
            throw new IllegalArgumentException(
                    "The share of missing samples must be at least 0 and less than 1 but was " + missingSamples);
        }
    }

    /** The usual scenario: as many replicas as partitions at first, decisions every 15 s, the throughput known, nothing missing. */
    public static Scenario of(GroupSettings group, Arrivals arrivals, Optional<Trace> history, Instant start) {
        return new Scenario(
                group,
                arrivals,
                history,
                start,
                Duration.ofSeconds(15),
                Objective.DEFAULT,
                WorkloadPolicy.DEFAULT_LATE_PENALTY,
                1,
                group.partitions(),
                group.partitions(),
                Optional.of(group.throughput()),
                0,
                1);
    }

    public int intervalSeconds() {
        return Math.toIntExact(interval.toSeconds());
    }

    public int lagTimeSeconds() {
        return Math.toIntExact(objective.lagTime().toSeconds());
    }

    /** Number of decisions. */
    public int decisions() {
        return (arrivals.seconds() + intervalSeconds() - 1) / intervalSeconds();
    }

    /** What a late record costs on top, in replica-seconds. */
    public double replicaSecondsPerLateRecord() {
        return latePenalty / group.throughput().value();
    }

    /** A group at the beginning of the replay. */
    public SimulatedGroup begin() {
        return new SimulatedGroup(group, arrivals, initialReplicas, lagTimeSeconds());
    }

    /** What the group's owner tells Lagcast. */
    public WorkloadPolicy policy() {
        return new WorkloadPolicy(
                minReplicas,
                maxReplicas,
                objective,
                latePenalty,
                1,
                new Priors(
                        believedThroughput,
                        Optional.of(group.startUp().plus(group.startUpJitter().dividedBy(2))),
                        Optional.of(group.pause()),
                        Optional.of(group.protocol()),
                        Optional.empty(),
                        Optional.of(group.sessionTimeout()).filter(timeout -> !timeout.isZero())),
                Optional.empty());
    }
}
