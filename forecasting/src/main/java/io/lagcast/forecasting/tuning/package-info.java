/** Choice of a recursion's parameters from a small grid, by what each combination would have forecast so far. */
@NullMarked
package io.lagcast.forecasting.tuning;

import org.jspecify.annotations.NullMarked;
