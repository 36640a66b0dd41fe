/** Tests of boosted trees. */
@NullMarked
package io.lagcast.forecasting.boosting;

import org.jspecify.annotations.NullMarked;
