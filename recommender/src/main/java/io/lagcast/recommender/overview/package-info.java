/** A workload at a glance: its definition, what was measured last and what is recommended. Read by every outlet that lists workloads. */
@ApplicationModule(allowedDependencies = {"channels", "workloads", "history", "ledger"})
@NullMarked
package io.lagcast.recommender.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
