/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.longterm;

import org.jspecify.annotations.NullMarked;
