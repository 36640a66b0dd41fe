package io.lagcast.recommender.history;

/**
 * Another instance stored production rates of a workload's past; this one, which leads, has not seen them.
 *
 * @param workload its name
 */
public record ProductionImportedElsewhere(String workload) {}
