/** Tests of the linear experts and of the rows they learn from. */
@NullMarked
package io.lagcast.forecasting.regression;

import org.jspecify.annotations.NullMarked;
