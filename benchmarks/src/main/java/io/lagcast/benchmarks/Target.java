package io.lagcast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of {@code targets.csv}: a test on a trace, and what others reached there.
 *
 * @param trace the file
 * @param horizon how far ahead, as written: {@code 5min}, {@code 15min}, {@code 24h}, {@code 168h}
 * @param step length of the buckets
 * @param from first day used, from the trace's first value
 * @param to the day at which the use ends; {@link #TO_THE_END} for all
 * @param test the last so much of what is used is the test
 * @param originEvery time between origins
 * @param scale what MASE is divided by according to the row
 * @param mustScaledError the MASE to beat
 * @param mustWeightedLoss the weighted quantile loss to beat
 */
record Target(
        String trace,
        String horizon,
        Duration step,
        Duration from,
        Duration to,
        Duration test,
        Duration originEvery,
        double scale,
        double mustScaledError,
        double mustWeightedLoss) {

    static final Duration TO_THE_END = Duration.ofDays(100_000);

    private static final double SECONDS_A_DAY = 86_400;

    /** All rows of the file, in order. */
    static List<Target> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
        List<Target> targets = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isBlank()) {
                targets.add(parse(names, line.split(",", -1)));
            }
        }
        return targets;
    }

    private static Target parse(List<String> names, String[] fields) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            row.put(names.get(i), fields[i]);
        }
        return new Target(
                field(row, "file"),
                field(row, "horizon"),
                Duration.ofSeconds(Long.parseLong(field(row, "step_s"))),
                days(field(row, "from_day")),
                field(row, "to_day").isEmpty() ? TO_THE_END : days(field(row, "to_day")),
                days(field(row, "test_days")),
                Duration.ofSeconds(Long.parseLong(field(row, "origin_every_s"))),
                Double.parseDouble(field(row, "mase_scale")),
                Double.parseDouble(field(row, "must_mase")),
                Double.parseDouble(field(row, "must_wql")));
    }

    private static String field(Map<String, String> row, String name) {
        String value = row.get(name);
        if (value == null) {
            throw new IllegalArgumentException("targets.csv has no column " + name + " but " + row.keySet());
        }
        return value;
    }

    private static Duration days(String text) {
        return Duration.ofSeconds(Math.round(Double.parseDouble(text) * SECONDS_A_DAY));
    }

    /** The horizon as a length. */
    Duration ahead() {
        return horizon.endsWith("min")
                ? Duration.ofMinutes(Long.parseLong(horizon.substring(0, horizon.length() - 3)))
                : Duration.ofHours(Long.parseLong(horizon.substring(0, horizon.length() - 1)));
    }

    /** Whether the whole path up to the horizon is scored, as for a day and a week, or the one bucket at its end. */
    boolean wholePath() {
        return horizon.endsWith("h");
    }

    /** The trace's name without its ending. */
    String series() {
        return trace.replace(".csv", "");
    }
}
