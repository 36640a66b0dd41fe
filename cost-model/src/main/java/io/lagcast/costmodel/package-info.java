/**
 * Forecast and workload in, decision with reasons out. {@link io.lagcast.costmodel.WorkloadHistory} holds what was seen,
 * {@link io.lagcast.costmodel.WorkloadKnowledge} what was learned from it, and {@link io.lagcast.costmodel.ReplicaAdvisor} prices every useful
 * replica count and chooses.
 *
 * <p>All costs are in one currency, <em>replica-seconds</em>: one replica kept for one second costs 1. A record that is processed later than the
 * objective's lag time costs {@code latePenalty} times what processing it costs, that is {@code latePenalty / throughputPerReplica}
 * replica-seconds. A move costs what its pause makes late, what is processed twice and the replicas that are paid while they start.
 *
 * <p>Arithmetic only: no clock, no I/O, no threads, no ambient randomness. Event time drives everything.
 */
@NullMarked
package io.lagcast.costmodel;

import org.jspecify.annotations.NullMarked;
