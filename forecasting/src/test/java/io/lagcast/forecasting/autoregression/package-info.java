/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.autoregression;

import org.jspecify.annotations.NullMarked;
