/** Tests of the forecasters, and what generates series for them. */
@NullMarked
package io.lagcast.forecasting;

import org.jspecify.annotations.NullMarked;
