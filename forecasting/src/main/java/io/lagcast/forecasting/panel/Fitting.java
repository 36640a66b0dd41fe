package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.State;

/**
 * What a panel was fitted on last.
 *
 * @param first number of the oldest bucket
 * @param end number of the bucket after the newest
 * @param known how many of them had a value
 */
public record Fitting(long first, long end, int known) {

    /** Before the first fit. */
    static final Fitting NONE = new Fitting(0, 0, 0);

    /** Everything a ring holds now. */
    static Fitting on(BucketRing ring) {
        return new Fitting(ring.first(), ring.end(), ring.known());
    }

    /** Whether there was one. */
    public boolean happened() {
        return known > 0;
    }

    /** Writes it, or reads another. */
    Fitting carried(State state) {
        return new Fitting(state.whole(first), state.whole(end), state.count(known));
    }
}
