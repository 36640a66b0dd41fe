package io.lagcast.forecasting;

import java.time.Duration;

/** Durations as people write them: {@code 7d}, {@code 24h} is {@code 1d}, {@code 20min}, {@code 90s}. */
final class DurationText {

    private DurationText() {}

    /** The length in the largest unit that divides it, or in seconds with up to three decimals. */
    static String of(Duration length) {
        long millis = length.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "min";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis / 1000.0 + "s";
    }
}
