/** Tests of what the benchmarks compute themselves. */
@NullMarked
package io.lagcast.benchmarks;

import org.jspecify.annotations.NullMarked;
