/**
 * A series that explains itself: the next value as a robust linear function of those an hour, a day and a week ago, applied again and again until the
 * end of the path.
 */
@NullMarked
package io.lagcast.forecasting.autoregression;

import org.jspecify.annotations.NullMarked;
