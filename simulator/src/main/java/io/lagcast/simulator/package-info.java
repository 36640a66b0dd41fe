/** Replays an arrival trace against a simulated consumer group under several scalers and compares what they cost and what they missed. */
@NullMarked
package io.lagcast.simulator;

import org.jspecify.annotations.NullMarked;
