/** What Prometheus sees of every workload. */
@ApplicationModule(allowedDependencies = {"workloads", "history", "leadership", "ledger", "overview", "cycle"})
@NullMarked
package io.lagcast.recommender.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
