/**
 * What would have been: a workload's own recorded arrivals, replayed against a simulated group of what was learned about it, under Lagcast, under what
 * ran, and under HPA and KEDA as they are set and at their best. One replay at a time, on one thread of its own; no decision waits for it.
 */
@ApplicationModule(allowedDependencies = {"history", "ledger", "persistence", "problems", "workloads"})
@NullMarked
package io.lagcast.recommender.replays;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
