package io.lagcast.costmodel;

/**
 * One replica count that was considered, and its expected price over the plan's horizon.
 *
 * @param replicas the count
 * @param total sum of the three parts
 * @param running replicas kept, in replica-seconds
 * @param lateness records expected late, priced
 * @param moving the moves the best plan through this count makes, priced
 */
public record Candidate(
        Replicas replicas,
        ReplicaSeconds total,
        ReplicaSeconds running,
        ReplicaSeconds lateness,
        ReplicaSeconds moving) {}
