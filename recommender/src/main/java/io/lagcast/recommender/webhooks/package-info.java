/**
 * Webhooks: every recommendation told to whoever subscribed, signed as Standard Webhooks says, at least once and in order per workload.
 * {@link io.lagcast.recommender.webhooks.Outbox} writes what is to be told in the ledger's own transaction;
 * {@link io.lagcast.recommender.webhooks.Dispatcher} leases what is due and has it delivered. A receiver that fails, hangs or lies costs nobody else
 * anything, and none is reached at an address that {@link io.lagcast.recommender.webhooks.PermittedAddresses} does not permit.
 */
@ApplicationModule(allowedDependencies = {"audit", "ledger", "workloads", "problems", "persistence", "tracing"})
@NullMarked
package io.lagcast.recommender.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
