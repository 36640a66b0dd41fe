/**
 * How every HTTP outlet says that something is wrong: problem details of RFC 9457 that name what was sent and say what to do. Also reads query
 * parameters and bounds bodies, where most of that comes from.
 */
@ApplicationModule(allowedDependencies = {"access", "workloads", "ledger", "persistence"})
@NullMarked
package io.lagcast.recommender.problems;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
