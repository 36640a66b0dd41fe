/** Models that look at the last minutes: what is now goes on. They also serve as the yardstick and as the fallback of everything else. */
@NullMarked
package io.lagcast.forecasting.shortterm;

import org.jspecify.annotations.NullMarked;
