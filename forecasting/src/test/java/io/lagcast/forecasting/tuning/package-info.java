/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.tuning;

import org.jspecify.annotations.NullMarked;
