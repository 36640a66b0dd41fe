/**
 * A panel of experts walks along one series: what each said is kept until its time comes, its record decides how much it counts, and what the panel
 * says together is corrected by how often it was right. One record per cell of leads; within it, one set of weights per quantile level.
 */
@NullMarked
package io.lagcast.forecasting.panel;

import org.jspecify.annotations.NullMarked;
