/**
 * Time series in, predictive quantiles out. A {@link io.lagcast.forecasting.Forecaster} belongs to one series: it absorbs observations in time
 * order and answers, for any {@link io.lagcast.forecasting.Horizon}, either {@link io.lagcast.forecasting.Forecast.Quantiles} or a reasoned
 * {@link io.lagcast.forecasting.Forecast.Unavailable}. Arithmetic only: no clock, no I/O, no threads, no ambient randomness.
 */
@NullMarked
package io.lagcast.forecasting;

import org.jspecify.annotations.NullMarked;
