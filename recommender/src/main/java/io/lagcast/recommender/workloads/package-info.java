/**
 * Which consumer groups are watched, and what their owners ask for and allow. A {@link io.lagcast.recommender.workloads.Workload} comes from the
 * configuration, which wins, or from the HTTP API, which stores it in PostgreSQL. {@link io.lagcast.recommender.workloads.Workloads} answers from
 * memory, also while PostgreSQL is down.
 */
@ApplicationModule(allowedDependencies = {"audit", "channels", "persistence"})
@NullMarked
package io.lagcast.recommender.workloads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
