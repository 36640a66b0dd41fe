package io.lagcast.forecasting.evaluation;

import java.time.Duration;

/**
 * What forecasting took during the test.
 *
 * @param refits how many refits, the first one at the start of the test included
 * @param refitting time all of them took
 * @param updates how many buckets were observed from the first refit on
 * @param updating time all of these took
 * @param forecasts how many forecasts were asked for
 * @param forecasting time all of them took
 */
public record Cost(
        int refits, Duration refitting, int updates, Duration updating, int forecasts, Duration forecasting) {

    /** Mean time of a refit; zero when there was none. */
    public Duration perRefit() {
        return mean(refitting, refits);
    }

    /** Mean time of an update; zero when there was none. */
    public Duration perUpdate() {
        return mean(updating, updates);
    }

    /** Mean time of a forecast; zero when there was none. */
    public Duration perForecast() {
        return mean(forecasting, forecasts);
    }

    private static Duration mean(Duration total, int count) {
        return count == 0 ? Duration.ZERO : total.dividedBy(count);
    }
}
