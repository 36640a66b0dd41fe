/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.decomposition;

import org.jspecify.annotations.NullMarked;
