/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.interval;

import org.jspecify.annotations.NullMarked;
