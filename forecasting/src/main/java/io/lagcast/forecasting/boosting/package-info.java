/**
 * Gradient boosted trees with pinball loss: {@link io.lagcast.forecasting.boosting.QuantileBooster} learns quantiles from binned rows, and two experts
 * put it to use, one for the leads that matter within the hour, one for the steps of a path.
 */
@NullMarked
package io.lagcast.forecasting.boosting;

import org.jspecify.annotations.NullMarked;
