package io.lagcast.recommender.workloads;

/**
 * A workload is no longer watched.
 *
 * @param name its name
 */
public record WorkloadRemoved(String name) {}
