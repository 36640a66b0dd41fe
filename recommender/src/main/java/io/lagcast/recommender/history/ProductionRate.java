package io.lagcast.recommender.history;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Instant;

/**
 * The mean production rate over {@code [from, to)}.
 *
 * @param from start
 * @param to end, exclusive
 * @param rate mean rate
 */
public record ProductionRate(Instant from, Instant to, RecordsPerSecond rate) {}
