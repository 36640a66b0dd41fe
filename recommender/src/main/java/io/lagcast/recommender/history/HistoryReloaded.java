package io.lagcast.recommender.history;

/**
 * A workload's window now also holds what was stored before the service started (or nothing was stored). Raised once per workload and process, from
 * a thread of its own; samples recorded meanwhile are kept.
 *
 * @param workload its name
 */
public record HistoryReloaded(String workload) {}
