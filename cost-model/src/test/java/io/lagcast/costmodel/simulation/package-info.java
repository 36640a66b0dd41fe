/**
 * A small closed loop that drives the production advisor: the simulated group of {@code contracts.md} ({@code replay}), generated and real traces, and
 * the simple scalers it has to beat. Seeded; the same seed gives the same table.
 */
@NullMarked
package io.lagcast.costmodel.simulation;

import org.jspecify.annotations.NullMarked;
