/**
 * Which of several instances on one database collects, decides and moves. {@link io.lagcast.recommender.leadership.Leadership} holds a lease in
 * PostgreSQL and takes up every {@link io.lagcast.recommender.leadership.LeaderDuty} while it does; {@link io.lagcast.recommender.leadership.Fence} keeps
 * out what a former leader writes. See ADR 6.
 */
@ApplicationModule(allowedDependencies = "persistence")
@NullMarked
package io.lagcast.recommender.leadership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
