/**
 * How good forecasts are, measured from rolling origins. {@link io.lagcast.forecasting.evaluation.RollingEvaluation} walks through a series, lets any
 * {@link io.lagcast.forecasting.Forecaster} see only what was over at each origin, and scores what it said; the methods anybody can use without a
 * program, {@link io.lagcast.forecasting.evaluation.NaiveForecaster}, are what it is compared with.
 */
@NullMarked
package io.lagcast.forecasting.evaluation;

import org.jspecify.annotations.NullMarked;
