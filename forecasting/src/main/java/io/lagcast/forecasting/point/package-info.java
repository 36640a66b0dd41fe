/**
 * What every model of the pool has in common: it walks along a series bucket by bucket and, at any time, has one number for any bucket ahead. Spread
 * is not its business: {@link io.lagcast.forecasting.interval} learns it from the errors.
 */
@NullMarked
package io.lagcast.forecasting.point;

import org.jspecify.annotations.NullMarked;
