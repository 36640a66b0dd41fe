package io.lagcast.recommender.leadership;

import java.time.Instant;

/**
 * Who leads.
 *
 * @param name what the instance calls itself
 * @param epoch how often the lead had been taken by then, this time included
 * @param since when it was taken, by the database's clock
 */
public record Leader(String name, long epoch, Instant since) {}
