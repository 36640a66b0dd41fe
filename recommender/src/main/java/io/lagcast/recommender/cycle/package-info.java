/**
 * The decision loop: one workload, one tick. Learns from the newest measurement, asks the advisor, hands its advice to the ledger. Start reading at
 * {@link io.lagcast.recommender.cycle.DecisionCycle}.
 */
@ApplicationModule(allowedDependencies = {"history", "leadership", "ledger", "ownmodels", "persistence", "tracing", "workloads"})
@NullMarked
package io.lagcast.recommender.cycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
