/** A real broker, a real producer, and real consumers of limited throughput that can be started and stopped. */
@NullMarked
package io.lagcast.demo.traffic;

import org.jspecify.annotations.NullMarked;
