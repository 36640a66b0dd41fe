/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.backtest;

import org.jspecify.annotations.NullMarked;
