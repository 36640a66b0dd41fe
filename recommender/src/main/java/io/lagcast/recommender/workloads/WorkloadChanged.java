package io.lagcast.recommender.workloads;

/**
 * A workload was added or its definition replaced. Not raised for those of the configuration, which are there before anything listens.
 *
 * @param workload the definition in force now
 */
public record WorkloadChanged(Workload workload) {}
