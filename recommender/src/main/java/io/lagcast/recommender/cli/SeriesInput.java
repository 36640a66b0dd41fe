package io.lagcast.recommender.cli;

import java.util.List;

/**
 * What an input file has.
 *
 * @param series in the order in which they first appear; at least one
 * @param named whether the file names them
 */
record SeriesInput(List<NamedSeries> series, boolean named) {

    SeriesInput {
        series = List.copyOf(series);
    }
}
