package io.lagcast.costmodel;

import java.util.Optional;

/**
 * What a workload's owner asks for and allows.
 *
 * @param minReplicas fewest replicas ever recommended, at least 0 (0 allows scaling to zero)
 * @param maxReplicas most replicas ever recommended, at least 1 and at least {@code minReplicas}
 * @param objective what the consumers owe
 * @param latePenalty price of a late record in multiples of the cost of processing it, positive
 * @param threadsPerReplica consumers per replica, at least 1
 * @param priors beliefs until something was learned
 * @param price money for reports only
 */
public record WorkloadPolicy(
        int minReplicas,
        int maxReplicas,
        Objective objective,
        double latePenalty,
        int threadsPerReplica,
        Priors priors,
        Optional<Price> price) {

    /** Multiples of a record's processing cost that a late record costs unless the policy says otherwise. */
    public static final double DEFAULT_LATE_PENALTY = 20;

    public static final WorkloadPolicy DEFAULT =
            new WorkloadPolicy(1, 100, Objective.DEFAULT, DEFAULT_LATE_PENALTY, 1, Priors.NONE, Optional.empty());

    public WorkloadPolicy {
        if (minReplicas < 0) {
            throw new IllegalArgumentException("minReplicas must not be negative but was " + minReplicas);
        }
        if (maxReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException("maxReplicas must be at least 1 and at least minReplicas (" + minReplicas
                    + ") but was " + maxReplicas);
        }
        if (!(latePenalty > 0 && latePenalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("latePenalty must be positive but was " + latePenalty);
        }
        if (threadsPerReplica < 1) {
            throw new IllegalArgumentException("threadsPerReplica must be at least 1 but was " + threadsPerReplica);
        }
    }
}
