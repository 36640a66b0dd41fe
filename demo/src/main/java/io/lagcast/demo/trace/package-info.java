/** What arrives: recorded or made-up arrival rates, and how they are played faster than they happened. */
@NullMarked
package io.lagcast.demo.trace;

import org.jspecify.annotations.NullMarked;
