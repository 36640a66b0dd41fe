/** Tests of the grid. */
@NullMarked
package io.lagcast.forecasting.bucket;

import org.jspecify.annotations.NullMarked;
