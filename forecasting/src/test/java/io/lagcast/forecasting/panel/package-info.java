/** Tests of the package. */
@NullMarked
package io.lagcast.forecasting.panel;

import org.jspecify.annotations.NullMarked;
