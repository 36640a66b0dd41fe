/**
 * Measurements run by hand: {@link io.lagcast.benchmarks.AccuracyRun} for how good the forecasts are, {@link io.lagcast.benchmarks.DecisionRun} for how
 * good the decisions are, the JMH classes for how fast.
 */
@NullMarked
package io.lagcast.benchmarks;

import org.jspecify.annotations.NullMarked;
