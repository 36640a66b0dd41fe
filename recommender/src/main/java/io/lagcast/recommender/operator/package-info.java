/**
 * Consumer groups that are watched because a custom resource says so. A {@link io.lagcast.recommender.operator.ConsumerGroupScaler} becomes a workload,
 * its status tells what the ledger has, and in mode {@code APPLY} the count to run now is written to the scale subresource of its target. Off unless
 * {@code lagcast.operator.enabled}; a cluster that cannot be reached never keeps the service from starting.
 */
@ApplicationModule(allowedDependencies = {"access", "persistence", "workloads", "leadership", "ledger"})
@NullMarked
package io.lagcast.recommender.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
