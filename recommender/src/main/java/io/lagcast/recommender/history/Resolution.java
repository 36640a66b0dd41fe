package io.lagcast.recommender.history;

import java.time.Duration;
import java.time.Instant;

/** Lengths of buckets that samples are rolled up into. Buckets are aligned to the epoch. */
enum Resolution {
    FIFTEEN_SECONDS(15, "rollups_15s"),
    MINUTE(60, "rollups_1m"),
    FIVE_MINUTES(300, "rollups_5m"),
    HOUR(3600, "rollups_1h");

    private final int seconds;
    private final String table;

    Resolution(int seconds, String table) {
        this.seconds = seconds;
        this.table = table;
    }

    int seconds() {
        return seconds;
    }

    Duration length() {
        return Duration.ofSeconds(seconds);
    }

    String table() {
        return table;
    }

    Duration retention(HistorySettings settings) {
        return switch (this) {
            case FIFTEEN_SECONDS -> settings.fifteenSecondRetention();
            case MINUTE -> settings.minuteRetention();
            case FIVE_MINUTES -> settings.fiveMinuteRetention();
            case HOUR -> settings.hourRetention();
        };
    }

    /** The resolution that this one is rolled up from; 15-second buckets come from samples. */
    Resolution finer() {
        return switch (this) {
            case FIFTEEN_SECONDS -> throw new IllegalStateException("15-second buckets are made from samples");
            case MINUTE -> FIFTEEN_SECONDS;
            case FIVE_MINUTES -> MINUTE;
            case HOUR -> FIVE_MINUTES;
        };
    }

    /** The coarsest resolution of which {@code step} is a multiple; the finest if there is none. */
    static Resolution within(Duration step) {
        Resolution within = FIFTEEN_SECONDS;
        for (Resolution each : values()) {
            if (!step.minus(each.length()).isNegative()
                    && step.toMillis() % each.length().toMillis() == 0) {
                within = each;
            }
        }
        return within;
    }

    /** This resolution, or the finest coarser one that is still kept for {@code age}. */
    Resolution keptFor(Duration age, HistorySettings settings) {
        for (Resolution each : values()) {
            if (each.compareTo(this) >= 0 && each.retention(settings).compareTo(age) >= 0) {
                return each;
            }
        }
        return HOUR;
    }

    /** Start of the bucket that holds {@code time}. */
    Instant floor(Instant time) {
        return floor(time, seconds);
    }

    static Instant floor(Instant time, long stepSeconds) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), stepSeconds) * stepSeconds);
    }
}
