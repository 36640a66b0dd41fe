/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.expert;

import org.jspecify.annotations.NullMarked;
