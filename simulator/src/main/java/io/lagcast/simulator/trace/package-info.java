/** Recorded arrivals: intensities in equal steps, and the files they come from. */
@NullMarked
package io.lagcast.simulator.trace;

import org.jspecify.annotations.NullMarked;
