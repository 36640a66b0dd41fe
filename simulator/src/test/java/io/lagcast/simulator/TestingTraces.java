package io.lagcast.simulator;

import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** Traces for tests: made-up days, and the place of recorded ones. */
public final class TestingTraces {

    private static final int DAY = 1440;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private TestingTraces() {}

    /** A day with a morning and an evening peak, day-to-day changes of level, drifting noise and now and then a short burst, in minutes. */
    public static Trace daily(int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] rates = new double[days * DAY];
        double level = 0;
        double drift = 0;
        double burst = 0;
        for (int i = 0; i < rates.length; i++) {
            if (i % DAY == 0) {
                level = 0.08 * random.nextGaussian();
            }
            drift = 0.98 * drift + 0.01 * random.nextGaussian();
            burst = random.nextInt(2 * DAY) == 0 ? 0.25 : burst * 0.93;
            double hour = i % DAY / 60.0;
            double shape = 0.15 + 0.55 * bump(hour, 10.5, 2.5) + 0.7 * bump(hour, 19.5, 2);
            double noise = 1 + level + drift + 0.02 * random.nextGaussian();
            rates[i] = Math.max(0, shape * noise + burst * 0.3);
        }
        return new Trace(START, Duration.ofMinutes(1), rates, 0);
    }

    private static double bump(double hour, double center, double width) {
        double distance = (hour - center) / width;
        return Math.exp(-distance * distance / 2);
    }

    /** The standard scenario on a trace of which the first {@code learned} steps are history and at most {@code steps} more are replayed. */
    public static Scenario scenario(GroupSettings group, Trace trace, int learned, int steps) {
        int end = Math.min(trace.length(), learned + steps);
        Trace scaled = trace.part(0, end)
                .scaledTo(0.9 * group.partitions() * group.throughput().value());
        Trace played = scaled.part(learned, end);
        return Scenario.of(
                group,
                Arrivals.smooth(played.values(), played.step()),
                learned < 2 ? Optional.empty() : Optional.of(scaled.part(0, learned)),
                played.start());
    }

    /** The directory {@code shared/data} beside the checkout, if there is one. */
    public static Optional<Path> directory() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
