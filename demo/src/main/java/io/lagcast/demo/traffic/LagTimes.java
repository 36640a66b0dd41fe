package io.lagcast.demo.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How old records were when they were processed: counts per 10 ms up to 20 minutes, the longest exactly. Safe for many threads. */
final class LagTimes {

    private static final long BUCKET_MILLIS = 10;
    private static final int BUCKETS = 120_000;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong withinObjective = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();
    private final long objectiveMillis;

    LagTimes(Duration objective) {
        this.objectiveMillis = objective.toMillis();
    }

    void add(long millis) {
        long age = Math.max(0, millis);
        counts.incrementAndGet((int) Math.min(BUCKETS - 1, age / BUCKET_MILLIS));
        total.incrementAndGet();
        if (age <= objectiveMillis) {
            withinObjective.incrementAndGet();
        }
        longestMillis.accumulateAndGet(age, Math::max);
    }

    /** The age that {@code share} of the records did not exceed, to 10 ms; zero without records. */
    Duration quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total.get()));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return Duration.ofMillis(Math.min(longestMillis.get(), (i + 1) * BUCKET_MILLIS));
            }
        }
        return longest();
    }

    Duration longest() {
        return Duration.ofMillis(longestMillis.get());
    }

    /** Share of the records that were processed within the objective; 1 without records. */
    double shareWithinObjective() {
        long all = total.get();
        return all == 0 ? 1 : (double) withinObjective.get() / all;
    }
}
