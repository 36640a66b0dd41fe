/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.shortterm;

import org.jspecify.annotations.NullMarked;
