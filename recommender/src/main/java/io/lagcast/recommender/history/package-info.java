/**
 * What was seen of every workload: a bounded window in memory, which decisions are made from, written behind to PostgreSQL, rolled up there, expired by
 * dropping partitions, and read back when the service starts. PostgreSQL being away stops nothing here but questions about the past.
 */
@ApplicationModule(allowedDependencies = {"leadership", "persistence"})
@NullMarked
package io.lagcast.recommender.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
