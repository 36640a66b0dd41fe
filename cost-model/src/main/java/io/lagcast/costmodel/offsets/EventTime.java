package io.lagcast.costmodel.offsets;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Event time as microseconds since the epoch, the resolution of the stored history. */
public final class EventTime {

    public static final long MICROS_PER_SECOND = 1_000_000;

    private EventTime() {}

    public static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    public static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }

    public static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    public static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
