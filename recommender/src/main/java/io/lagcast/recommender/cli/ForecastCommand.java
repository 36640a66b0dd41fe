package io.lagcast.recommender.cli;

import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.evaluation.Evaluation;
import io.lagcast.forecasting.evaluation.EvaluationListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forecasts series in a file, or scores the forecasts of their past. */
@Command(
        name = "forecast",
        description = {
            "Forecast the series in a CSV file, or with --backtest score what would have been forecast.",
            "The file has rows timestamp,value or id,timestamp,value (epoch seconds or RFC 3339); a missing bucket is an absent row."
                    + " With --wide it has one series a line: id,v1,v2,... The first line may name the columns.",
            "A forecast is written to standard output as CSV: id,target,step,mean,q0.5,... (--wide: without target);"
                    + " target is the start of a bucket in epoch seconds, mean the mean with what is beyond the 10 %% and 90 %% quantiles pulled in to them."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Examples:",
            "  lagcast forecast rate.csv --horizon 24h --step 5m",
            "  lagcast forecast m4_hourly.csv --wide --interval 1h --horizon 48 --quantiles 0.025,0.5,0.975",
            "  lagcast forecast rate.csv --backtest --horizon 5m,15m --every 10m --test-days 5 --emit out.csv"
        })
final class ForecastCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final double NANOS_A_DAY = 86_400e9;

    /** Longer paths are taken for a mistake: more than a year of five-minute buckets. */
    private static final int MOST_STEPS = 200_000;

    @Parameters(paramLabel = "SERIES.csv", description = "The file; - for standard input.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(
            names = "--horizon",
            paramLabel = "LENGTH",
            required = true,
            split = ",",
            converter = HorizonOption.class,
            description =
                    "How far ahead: a duration such as 15m or 24h, or a number of steps. Several may be named, comma between;"
                            + " without --backtest the forecast reaches to the farthest.")
    private List<HorizonOption.Reach> horizons = new ArrayList<>();

    @Option(
            names = "--step",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description =
                    "Length of the buckets that values are averaged into and forecast for (default: the time between values).")
    private @Nullable Duration step;

    @Option(
            names = "--quantiles",
            paramLabel = "LEVELS",
            defaultValue = "0.5,0.9,0.95,0.99",
            converter = LevelsOption.class,
            description = "Levels between 0 and 1, comma between (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private QuantileLevels levels;

    @Option(names = "--wide", description = "The file has one series a line; needs --interval.")
    private boolean wide;

    @Option(
            names = "--interval",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "With --wide: the time between values.")
    private @Nullable Duration interval;

    @Option(
            names = "--from-day",
            paramLabel = "D",
            description = "Use the file from D days after its first value on only.")
    private @Nullable Double fromDay;

    @Option(names = "--to-day", paramLabel = "D", description = "Use the file up to D days after its first value only.")
    private @Nullable Double toDay;

    @Option(
            names = "--backtest",
            description =
                    "Forecast from rolling origins over the last days, refitting at most once a day and never looking ahead,"
                            + " and print how good that was: MASE (scaled by the same time on the day before), weighted quantile loss,"
                            + " coverage and seconds, for Lagcast and three naive methods.")
    private boolean backtest;

    @Option(
            names = "--every",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "With --backtest: time between origins (default: the nearest horizon, at most 3h).")
    private @Nullable Duration every;

    @Option(
            names = "--test-days",
            paramLabel = "D",
            description = "With --backtest: the last D days are the test (default: the last quarter, at most 7).")
    private @Nullable Double testDays;

    @Option(
            names = "--path",
            description = "With --backtest: every step up to a horizon counts, instead of the one bucket at its end.")
    private boolean path;

    @Option(
            names = "--emit",
            paramLabel = "OUT.csv",
            description = "With --backtest: write every forecast as origin,target,step,q..., times in epoch seconds:"
                    + " origin is the start of the last bucket used, target that of the bucket forecast.")
    private @Nullable Path emit;

    @Option(names = "--models", description = "With --backtest: print the record Lagcast keeps of its models, too.")
    private boolean models;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Series worked on at a time (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        SeriesInput input = read();
        if (backtest) {
            score(input);
        } else {
            forecast(input);
        }
        return ExitCode.OK;
    }

    private void checkOptions() {
        need(!wide || interval != null, "--wide needs --interval, the time between values");
        need(wide || interval == null, "--interval goes with --wide; --step sets the buckets of values with times");
        need(!wide || step == null, "--step does not go with --wide");
        need(!wide || (fromDay == null && toDay == null), "--from-day and --to-day do not go with --wide");
        need(backtest || every == null, "--every goes with --backtest");
        need(backtest || testDays == null, "--test-days goes with --backtest");
        need(backtest || !path, "--path goes with --backtest; a forecast is always a path");
        need(backtest || emit == null, "--emit goes with --backtest; a forecast is written to standard output");
        need(backtest || !models, "--models goes with --backtest");
        need(step == null || step.isPositive(), "--step must be positive");
        need(interval == null || interval.isPositive(), "--interval must be positive");
        need(every == null || every.isPositive(), "--every must be positive");
        need(testDays == null || testDays > 0, "--test-days must be positive but was " + testDays);
        need(fromDay == null || fromDay >= 0, "--from-day must not be negative but was " + fromDay);
        need(
                toDay == null || toDay > (fromDay == null ? 0 : fromDay),
                "--to-day must be after --from-day but was " + toDay);
        need(threads >= 1, "--threads must be at least 1 but was " + threads);
    }

    private void need(boolean condition, String what) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), what + ".");
        }
    }

    private SeriesInput read() {
        String source = file.equals(STANDARD_INPUT) ? "Standard input" : file;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            SeriesReader reader = new SeriesReader(source, nameless(), lines);
            return interval != null
                    ? reader.wide(interval)
                    : reader.timed(new BucketChoice(
                            step, days(fromDay == null ? 0 : fromDay), toDay == null ? null : days(toDay)));
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.NO_INPUT, "The file " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.NO_INPUT, "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private InputStream open() throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path at = Path.of(file);
        if (Files.isDirectory(at)) {
            throw new CommandFailed(ExitCode.NO_INPUT, file + " is a directory; name a file.");
        }
        return Files.newInputStream(at);
    }

    /** What the series of a file without ids is called: the file, without directory and ending. */
    private String nameless() {
        Path name = Path.of(file).getFileName();
        return file.equals(STANDARD_INPUT) || name == null
                ? "series"
                : name.toString().replaceFirst("\\.[^.]*$", "");
    }

    private static Duration days(double days) {
        return Duration.ofNanos(Math.round(days * NANOS_A_DAY));
    }

    private Duration farthest(NamedSeries named) {
        Duration bucket = named.series().step();
        ForecastRows.settings(bucket);
        Duration farthest = horizons.stream()
                .map(horizon -> horizon.in(bucket))
                .max(Duration::compareTo)
                .orElseThrow();
        if (farthest.dividedBy(bucket) > MOST_STEPS) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--horizon " + DurationOption.text(farthest) + " is more than " + MOST_STEPS + " steps of "
                            + DurationOption.text(bucket) + "; choose a longer --step.");
        }
        return farthest;
    }

    private void forecast(SeriesInput input) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        ForecastRows rows = new ForecastRows(levels, !wide);
        Progress progress = Progress.of(
                spec.commandLine().getErr(), "series", input.series().size());
        List<Callable<String>> tasks = new ArrayList<>();
        for (NamedSeries named : input.series()) {
            Duration length = farthest(named);
            tasks.add(() -> {
                String text = rows.rows(named, length);
                progress.step();
                return text;
            });
        }
        out.print(rows.header());
        try {
            AllCores.run(tasks, threads, text -> print(out, text));
        } finally {
            progress.close();
        }
        out.flush();
    }

    private static void print(PrintWriter out, String text) {
        out.print(text);
        if (out.checkError()) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, "Nobody reads the forecasts any more.");
        }
    }

    private void score(SeriesInput input) throws Exception {
        Backtest asked = new Backtest(horizons, every, testDays == null ? null : days(testDays), path, levels);
        List<Backtest.Subject> subjects = new ArrayList<>();
        for (NamedSeries named : input.series()) {
            farthest(named);
            subjects.add(asked.plan(named));
        }
        long origins = subjects.stream()
                .mapToLong(subject -> subject.evaluation().origins())
                .sum();
        Progress progress = Progress.of(spec.commandLine().getErr(), "origins", origins);
        try (Writer rows = emitted()) {
            rows.append(EmittedForecasts.header(levels, input.named()));
            score(asked, subjects, input.named(), rows, progress);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailed(
                    ExitCode.CANNOT_CREATE, "The file " + emit + " cannot be written: " + e.getMessage() + ".", e);
        } finally {
            progress.close();
        }
    }

    private Writer emitted() throws IOException {
        return emit == null ? Writer.nullWriter() : Files.newBufferedWriter(emit, StandardCharsets.UTF_8);
    }

    private void score(Backtest asked, List<Backtest.Subject> subjects, boolean named, Writer rows, Progress progress)
            throws Exception {
        if (subjects.size() == 1) {
            // A single series may have more rows than fit into memory, and its forecasters are worked on at a time.
            Backtest.Subject subject = subjects.getFirst();
            List<Evaluation> evaluations = new ArrayList<>();
            AllCores.run(Backtest.runs(subject, listener(subject, named, rows, progress)), threads, evaluations::add);
            print(asked, subject, evaluations);
            return;
        }
        List<Callable<Scored>> tasks = new ArrayList<>();
        for (Backtest.Subject subject : subjects) {
            tasks.add(() -> {
                StringBuilder own = new StringBuilder();
                List<Evaluation> evaluations = new ArrayList<>();
                for (Callable<Evaluation> run : Backtest.runs(subject, listener(subject, named, own, progress))) {
                    evaluations.add(run.call());
                }
                return new Scored(subject, evaluations, own);
            });
        }
        AllCores.run(tasks, threads, scored -> {
            append(rows, scored.rows());
            print(asked, scored.subject(), scored.evaluations());
        });
    }

    /** One of several series, done. */
    private record Scored(Backtest.Subject subject, List<Evaluation> evaluations, StringBuilder rows) {}

    private static void append(Writer rows, CharSequence text) {
        try {
            rows.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EvaluationListener listener(Backtest.Subject subject, boolean named, Appendable rows, Progress progress) {
        if (emit == null) {
            return new EvaluationListener() {
                @Override
                public void progress(int done, int origins) {
                    progress.step();
                }
            };
        }
        String id = named ? subject.named().id() : "";
        return new EmittedForecasts(rows, id, levels, progress::step);
    }

    private void print(Backtest asked, Backtest.Subject subject, List<Evaluation> evaluations) {
        PrintWriter out = spec.commandLine().getOut();
        BacktestTable table = asked.table(subject, evaluations);
        if (table.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    "The series " + subject.named().id() + " has no value to compare a forecast with in its test.");
        }
        String scale = evaluations.getFirst().scale().isPresent()
                ? CsvNumber.of(evaluations.getFirst().scale().getAsDouble())
                : "none, the same time on the day before is never different or never known";
        out.printf(
                Locale.ROOT,
                "%s: test from %s, an origin every %s, steps of %s, MASE scale %s%n",
                subject.named().id(),
                subject.plan().testStart(),
                DurationOption.text(subject.plan().originEvery()),
                DurationOption.text(subject.named().series().step()),
                scale);
        table.print(out);
        if (models) {
            table.printModels(out);
        }
        out.flush();
    }
}
