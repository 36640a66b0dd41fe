package io.lagcast.recommender.cli;

import io.lagcast.forecasting.TimeSeries;

/**
 * A series of an input file.
 *
 * @param id what the file calls it
 * @param series its buckets
 */
record NamedSeries(String id, TimeSeries series) {}
