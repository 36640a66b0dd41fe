/** How far off a forecast may be: quantiles of a model's own recent errors, in units that grow with the level where the errors do. */
@NullMarked
package io.lagcast.forecasting.interval;

import org.jspecify.annotations.NullMarked;
