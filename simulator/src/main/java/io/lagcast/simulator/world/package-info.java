/** The simulated truth: what arrives, a consumer group in one-second steps, and what it costs and owes. */
@NullMarked
package io.lagcast.simulator.world;

import org.jspecify.annotations.NullMarked;
