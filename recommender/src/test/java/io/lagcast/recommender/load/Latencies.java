package io.lagcast.recommender.load;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Durations by their size: a histogram with steps of 5 %, so that it takes no more memory however long a load runs. */
final class Latencies {

    private static final double STEP = 1.05;
    private static final double SMALLEST_NANOS = 1e4;
    private static final int STEPS = 420;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        double steps = Math.log(Math.max((double) nanos, SMALLEST_NANOS) / SMALLEST_NANOS) / Math.log(STEP);
        counts.incrementAndGet((int) Math.min(STEPS - 1.0, steps));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    private double quantileMillis(double level) {
        long wanted = (long) Math.ceil(level * count());
        long seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return SMALLEST_NANOS * Math.pow(STEP, i + 1.0) / NANOS_PER_MILLI;
            }
        }
        return Double.NaN;
    }

    @Override
    public String toString() {
        return count() == 0
                ? "nothing measured"
                : String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                        quantileMillis(0.5),
                        quantileMillis(0.9),
                        quantileMillis(0.99),
                        quantileMillis(0.999),
                        quantileMillis(1));
    }
}
