package io.lagcast.costmodel.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Arrival traces in records per second, one value a minute. */
public final class Traces {

    private static final int DAY = 1440;

    private Traces() {}

    /** A day with a morning and an evening peak, day-to-day changes of level, drifting noise and now and then a short burst. */
    public static double[] daily(int days, double peakPerSecond, long seed) {
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
        return scaled(rates, peakPerSecond);
    }

    private static double bump(double hour, double center, double width) {
        double distance = (hour - center) / width;
        return Math.exp(-distance * distance / 2);
    }

    /** Values scaled so that their 99.9th percentile is {@code peakPerSecond}. */
    public static double[] scaled(double[] values, double peakPerSecond) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double peak = sorted[(int) Math.floor(0.999 * (sorted.length - 1))];
        return Arrays.stream(values).map(value -> value * peakPerSecond / peak).toArray();
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

    /** The values of {@code timestamp,value} lines; a missing minute repeats the one before. */
    public static double[] read(Path file, int stepSeconds) {
        try {
            List<String> lines = Files.readAllLines(file);
            double[] values = new double[lines.size() * 2];
            int size = 0;
            long expected = Long.MIN_VALUE;
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",", -1);
                long time = Long.parseLong(fields[0]);
                while (size > 0 && expected < time && size < values.length) {
                    values[size] = values[size - 1];
                    size++;
                    expected += stepSeconds;
                }
                if (size < values.length) {
                    values[size++] = Double.parseDouble(fields[1]);
                }
                expected = time + stepSeconds;
            }
            return Arrays.copyOf(values, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
