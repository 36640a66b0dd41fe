package io.lagcast.recommender.cli;

import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.Observations;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads series from CSV: one row a value with its time, or one line a series. Mutable, for one reading. */
final class SeriesReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** More buckets than this in a series are taken for a mistake: a year of one-second buckets is half of it. */
    private static final int MOST_BUCKETS = 60_000_000;

    private final String source;
    private final String nameless;
    private final BufferedReader lines;
    private int number;

    /**
     * A reader of {@code lines}.
     *
     * @param source what to call the file in messages
     * @param nameless the id of the series of a file that names none
     */
    SeriesReader(String source, String nameless, BufferedReader lines) {
        this.source = source;
        this.nameless = nameless;
        this.lines = lines;
    }

    /** Rows {@code timestamp,value} or {@code id,timestamp,value}, averaged into buckets; the first line may be a header. */
    SeriesInput timed(BucketChoice choice) throws IOException {
        Map<String, Observations> observations = new LinkedHashMap<>();
        int columns = 0;
        for (CsvLine line = next(); line != null; line = next()) {
            int found = line.fields().size();
            boolean first = columns == 0;
            if (first) {
                if (found != 2 && found != 3) {
                    throw line.wrong("expected timestamp,value or id,timestamp,value but found " + found + " columns");
                }
                columns = found;
            }
            if (found != columns) {
                throw line.wrong("expected " + columns + " columns as above but found " + found);
            }
            if (!first || line.isTime(columns - 2) || line.isNumber(columns - 1)) {
                String id = columns == 3 ? line.fields().getFirst() : nameless;
                add(line, observations.computeIfAbsent(id, any -> new Observations()), columns - 2);
            }
        }
        List<NamedSeries> series = new ArrayList<>();
        observations.forEach((id, values) -> series.add(new NamedSeries(id, buckets(id, values, choice))));
        return new SeriesInput(notEmpty(series), columns == 3);
    }

    private @Nullable CsvLine next() throws IOException {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            number++;
            String line = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (!line.isBlank()) {
                return CsvLine.of(source, number, line);
            }
        }
        return null;
    }

    private static void add(CsvLine line, Observations observations, int timeField) {
        Instant time = line.time(timeField);
        OptionalDouble value = line.value(timeField + 1);
        int size = observations.size();
        if (size > 0 && !time.isAfter(observations.time(size - 1))) {
            throw line.wrong("the timestamp " + line.fields().get(timeField) + " is not after the one before, "
                    + observations.time(size - 1));
        }
        value.ifPresent(known -> observations.add(time, known));
    }

    private TimeSeries buckets(String id, Observations all, BucketChoice choice) {
        if (all.size() == 0) {
            throw new CommandFailed(ExitCode.DATA, source + ": the series " + id + " has no value.");
        }
        Duration interval = all.interval().orElse(null);
        Duration step = choice.step() != null ? choice.step() : interval;
        if (step == null) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    source + ": the series " + id + " has a single value; say with --step how long it stood.");
        }
        if (interval != null && step.compareTo(interval) < 0) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--step " + DurationOption.text(step) + " is shorter than the time between the values of " + id
                            + ", " + DurationOption.text(interval) + ".");
        }
        Observations used = part(all, choice);
        if (used.size() == 0) {
            throw new CommandFailed(
                    ExitCode.USAGE, source + ": --from-day and --to-day leave no value of the series " + id + ".");
        }
        long count = Duration.between(used.time(0), used.time(used.size() - 1)).dividedBy(step);
        if (count > MOST_BUCKETS) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    source + ": from " + used.time(0) + " to " + used.time(used.size() - 1) + " the series " + id
                            + " would be " + count + " buckets of " + DurationOption.text(step)
                            + "; choose a longer --step.");
        }
        return used.buckets(step);
    }

    private static Observations part(Observations all, BucketChoice choice) {
        Instant first = all.time(0);
        Instant to = choice.to() == null ? all.time(all.size() - 1).plusNanos(1) : first.plus(choice.to());
        return all.between(first.plus(choice.from()), to);
    }

    /** Lines {@code id,v1,v2,...} of values {@code interval} apart; an empty field is a missing value, empty ones at the end are ignored. */
    SeriesInput wide(Duration interval) throws IOException {
        List<NamedSeries> series = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (CsvLine line = next(); line != null; line = next()) {
            CsvLine current = line;
            boolean header = number == 1
                    && line.fields().size() > 1
                    && IntStream.range(1, line.fields().size()).noneMatch(current::isNumber);
            if (header) {
                continue;
            }
            String id = line.fields().getFirst();
            if (!ids.add(id)) {
                throw line.wrong("there was a series " + id + " before");
            }
            series.add(new NamedSeries(id, values(line, interval)));
        }
        return new SeriesInput(notEmpty(series), true);
    }

    private static TimeSeries values(CsvLine line, Duration interval) {
        int end = line.fields().size();
        while (end > 1 && line.fields().get(end - 1).isEmpty()) {
            end--;
        }
        if (end < 2) {
            throw line.wrong("the series '" + line.fields().getFirst() + "' has no value");
        }
        TimeSeries.Builder builder = TimeSeries.startingAt(Instant.EPOCH, interval);
        for (int i = 1; i < end; i++) {
            OptionalDouble value = line.value(i);
            if (value.isPresent()) {
                builder.add(value.getAsDouble());
            } else {
                builder.addMissing();
            }
        }
        return builder.build();
    }

    private List<NamedSeries> notEmpty(List<NamedSeries> series) {
        if (series.isEmpty()) {
            throw new CommandFailed(ExitCode.DATA, source + " has no values.");
        }
        return series;
    }
}
