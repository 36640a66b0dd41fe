/**
 * A series taken apart into what repeats and what moves: means at the same time of the season, a shape times a level, seasonal and trend components.
 * Experts here continue the parts separately and put them together again.
 */
@NullMarked
package io.lagcast.forecasting.decomposition;

import org.jspecify.annotations.NullMarked;
