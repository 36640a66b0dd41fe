/**
 * Linear models on what is known at an origin: {@link io.lagcast.forecasting.regression.FeatureRows} turns a ring of buckets into rows of numbers,
 * and experts map rows to values ahead, by least squares or at quantile levels, for one lead each or pooled over a path's leads. The rows serve any
 * other learner as well.
 */
@NullMarked
package io.lagcast.forecasting.regression;

import org.jspecify.annotations.NullMarked;
