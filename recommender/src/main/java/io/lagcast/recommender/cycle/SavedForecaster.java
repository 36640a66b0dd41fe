package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.Forecaster;
import java.time.Instant;

/** A forecaster's state on its way to or from storage. */
final class SavedForecaster {

    private final Instant until;
    private final byte[] bytes;

    /**
     * A state; its bytes are not copied and must not be changed.
     *
     * @param until end of the newest observation in it
     * @param bytes as {@link Forecaster#save} wrote them
     */
    SavedForecaster(Instant until, byte[] bytes) {
        this.until = until;
        this.bytes = bytes;
    }

    Instant until() {
        return until;
    }

    byte[] bytes() {
        return bytes;
    }
}
