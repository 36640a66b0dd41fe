/** Loads to be run by hand: the service in a process of its own, everything over the wire, on one machine. */
@NullMarked
package io.lagcast.recommender.load;

import org.jspecify.annotations.NullMarked;
