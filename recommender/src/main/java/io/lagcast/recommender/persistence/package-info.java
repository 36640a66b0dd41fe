/**
 * The guarded way to PostgreSQL. {@link io.lagcast.recommender.persistence.Database} lets nobody wait for a server that is known to be away;
 * {@link io.lagcast.recommender.persistence.BackgroundWriter} owns the one thread that asks whether it is back, migrates the schema when it first
 * answers, and writes what {@link io.lagcast.recommender.persistence.WriteBehind} queues hold, in order, from memory or from files that outlive the
 * process.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.persistence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
