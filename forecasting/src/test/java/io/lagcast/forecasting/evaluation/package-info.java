/** Tests of how forecasts are evaluated. */
@NullMarked
package io.lagcast.forecasting.evaluation;

import org.jspecify.annotations.NullMarked;
