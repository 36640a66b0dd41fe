/** What Prometheus sees of every workload. */
@ApplicationModule(allowedDependencies = {"workloads", "history", "ledger", "overview"})
@NullMarked
package io.lagcast.recommender.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
