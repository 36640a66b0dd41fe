package io.lagcast.recommender.leadership;

import java.time.Instant;

/**
 * Who leads.
 *
 * @param name what the instance calls itself
 * @param epoch the how-manieth time somebody took the lead
 * @param since when it was taken, by the database's clock
 */
public record Leader(String name, long epoch, Instant since) {}
