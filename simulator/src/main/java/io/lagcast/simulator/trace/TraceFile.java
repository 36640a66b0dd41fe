package io.lagcast.simulator.trace;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code timestamp,value} lines: epoch seconds or RFC 3339, ascending, the value a finite number that is not negative. A
 * first line that names columns is skipped. The step is the most frequent distance of neighbours; missing steps are filled on a
 * straight line.
 */
public final class TraceFile {

    /** Filled gaps and all, no trace is longer: four years of minutes. */
    private static final int MOST_STEPS = 2_100_000;

    private record Row(int line, double epochSecond, double value) {}

    private final Path file;

    private TraceFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws TraceUnreadable naming the first line that is wrong, and why
     */
    public static Trace read(Path file) {
        return new TraceFile(file).read();
    }

    private Trace read() {
        List<Row> rows = rows();
        if (rows.size() < 2) {
            throw new TraceUnreadable(
                    file + " has " + rows.size() + " lines 'timestamp,value'; at least two are needed.");
        }
        double stepSeconds = mostFrequentDistance(rows);
        double[] values = onGrid(rows, stepSeconds);
        return new Trace(
                Instant.ofEpochMilli(Math.round(rows.getFirst().epochSecond() * 1e3)),
                Duration.ofNanos(Math.round(stepSeconds * 1e9)),
                values,
                Math.max(0, values.length - rows.size()));
    }

    private List<Row> rows() {
        List<String> lines = lines();
        List<Row> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || (rows.isEmpty() && isHeader(line))) {
                continue;
            }
            Row row = row(i + 1, line);
            if (!rows.isEmpty() && row.epochSecond() <= rows.getLast().epochSecond()) {
                throw wrong(row.line(), line, "its timestamp is not after the one before; sort the file by timestamp");
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new TraceUnreadable("The trace " + file + " does not exist.");
        } catch (MalformedInputException e) {
            throw new TraceUnreadable("The trace " + file + " is not a text file in UTF-8.");
        } catch (IOException e) {
            throw new TraceUnreadable("The trace " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static boolean isHeader(String line) {
        return line.toLowerCase(Locale.ROOT).matches("[\"']?[a-z_ ]+[\"']?,.*");
    }

    private Row row(int number, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 2) {
            throw wrong(number, line, "it has " + fields.length + " fields instead of two, 'timestamp,value'");
        }
        return new Row(number, epochSecond(number, line, fields[0].strip()), value(number, line, fields[1].strip()));
    }

    private double epochSecond(int number, String line, String field) {
        try {
            if (field.indexOf('T') > 0) {
                Instant instant = Instant.parse(field);
                return instant.getEpochSecond() + instant.getNano() / 1e9;
            }
            double seconds = Double.parseDouble(field);
            if (Double.isFinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException | DateTimeException e) {
            // told below like any other value that is no time
        }
        throw wrong(number, line, "'" + field + "' is neither epoch seconds nor a time like 2026-01-01T00:00:00Z");
    }

    private double value(int number, String line, String field) {
        try {
            double value = Double.parseDouble(field);
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below like any other value that is no rate
        }
        throw wrong(number, line, "'" + field + "' is not a finite number of at least 0");
    }

    private TraceUnreadable wrong(int number, String line, String why) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
        return new TraceUnreadable(file + " line " + number + " '" + shown + "' is wrong: " + why + ".");
    }

    private static double mostFrequentDistance(List<Row> rows) {
        double[] distances = new double[rows.size() - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = rows.get(i + 1).epochSecond() - rows.get(i).epochSecond();
        }
        Arrays.sort(distances);
        double best = distances[0];
        int bestCount = 0;
        for (int from = 0, to = 0; from < distances.length; from = to) {
            while (to < distances.length && distances[to] == distances[from]) {
                to++;
            }
            if (to - from > bestCount) {
                bestCount = to - from;
                best = distances[from];
            }
        }
        return best;
    }

    private double[] onGrid(List<Row> rows, double stepSeconds) {
        double first = rows.getFirst().epochSecond();
        long steps = Math.round((rows.getLast().epochSecond() - first) / stepSeconds) + 1;
        if (steps > MOST_STEPS) {
            throw new TraceUnreadable(file + " spans " + steps + " steps of " + stepSeconds + " s, more than "
                    + MOST_STEPS + "; its timestamps may be in different units.");
        }
        double[] values = new double[Math.max(2, (int) steps)];
        for (int i = 0; i + 1 < rows.size(); i++) {
            fill(values, rows.get(i), rows.get(i + 1), first, stepSeconds);
        }
        return values;
    }

    private static void fill(double[] values, Row from, Row to, double first, double stepSeconds) {
        int low = (int) Math.round((from.epochSecond() - first) / stepSeconds);
        int high = (int) Math.round((to.epochSecond() - first) / stepSeconds);
        for (int i = low; i <= high && i < values.length; i++) {
            double share = high == low ? 1 : (double) (i - low) / (high - low);
            values[i] = from.value() + share * (to.value() - from.value());
        }
    }
}
