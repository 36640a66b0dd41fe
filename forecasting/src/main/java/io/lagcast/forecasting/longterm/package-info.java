/** Models that look at earlier seasons, and the search for the seasons themselves: what was at this time of the day, week or batch cycle comes again. */
@NullMarked
package io.lagcast.forecasting.longterm;

import org.jspecify.annotations.NullMarked;
