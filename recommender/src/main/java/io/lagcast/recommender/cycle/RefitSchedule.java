package io.lagcast.recommender.cycle;

import java.time.Duration;
import java.time.Instant;

/**
 * When a fitted forecaster is refitted: once a period, at a moment of the period that is the workload's own, so that the refits of workloads that began
 * together spread out.
 *
 * @param period time between refits, positive
 * @param offset the workload's moment, from the beginning of each period since the epoch
 */
record RefitSchedule(Duration period, Duration offset) {

    private static final Duration DAY = Duration.ofDays(1);

    /** A day of minutes: as many steps teach as much, however short they are. */
    private static final int MOST_STEPS = 1440;

    /** 2^64 over the golden ratio: multiplying by it spreads names that differ little (Knuth, The Art of Computer Programming 3, section 6.4). */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    RefitSchedule {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("The time between refits must be positive but was " + period);
        }
    }

    /** The schedule of a workload whose forecaster has buckets of {@code step}: daily, or sooner when the steps are short. The same in every process. */
    static RefitSchedule of(String workload, Duration step) {
        Duration steps = step.multipliedBy(MOST_STEPS);
        Duration period = steps.compareTo(DAY) < 0 ? steps : DAY;
        long spread = (workload.hashCode() * GOLDEN) >>> 1;
        return new RefitSchedule(period, Duration.ofMillis(spread % period.toMillis()));
    }

    /** Whether the workload's moment came after {@code last} and up to {@code now}. */
    boolean isDue(Instant last, Instant now) {
        return periods(now) > periods(last);
    }

    private long periods(Instant time) {
        return Math.floorDiv(time.minus(offset).toEpochMilli(), period.toMillis());
    }
}
