/**
 * The grid under every model: observations over arbitrary intervals become means over equal buckets, kept in a bounded ring. A bucket has a number,
 * the count of steps since the epoch, so that the same time of day has the same phase for ever. A bucket that was not observed is missing: nothing
 * here invents a value for it.
 */
@NullMarked
package io.lagcast.forecasting.bucket;

import org.jspecify.annotations.NullMarked;
