package io.lagcast.benchmarks;

import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Series that look like work, generated: the same for everybody, whatever traces are at hand. */
final class BenchmarkSeries {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 42;
    private static final double MEAN = 1000;

    private BenchmarkSeries() {}

    /** One-minute buckets: a day and a week in it, a job at every full hour, noise that remembers, now and then a burst. */
    static TimeSeries minutes(int days) {
        return generate(Duration.ofMinutes(1), days * 1440, 1440, 60);
    }

    /** Hourly buckets, as many as the longer series of M4 Hourly. */
    static TimeSeries hours() {
        return generate(Duration.ofHours(1), 960, 24, 0);
    }

    private static TimeSeries generate(Duration step, int size, int day, int job) {
        Random random = new Random(SEED);
        TimeSeries.Builder builder = TimeSeries.startingAt(START, step);
        double noise = 0;
        double burst = 0;
        for (int t = 0; t < size; t++) {
            noise = 0.9 * noise + 0.03 * random.nextGaussian();
            burst = random.nextInt(2 * day) == 0 ? 1 : 0.9 * burst;
            double daily = 1 + 0.5 * Math.sin(2 * Math.PI * t / day) + 0.15 * Math.sin(6 * Math.PI * t / day);
            double weekly = t / day % 7 >= 5 ? 0.7 : 1;
            double atFullHour = job > 0 && t % job < 3 ? 0.3 : 0;
            builder.add(MEAN * Math.max(0, daily * weekly * (1 + noise) + atFullHour + burst));
        }
        return builder.build();
    }
}
