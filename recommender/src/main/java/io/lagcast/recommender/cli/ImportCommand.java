package io.lagcast.recommender.cli;

import io.lagcast.forecasting.TimeSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a running service the production rates of before it watched. */
@Command(
        name = "import",
        description = {
            "Give a running service the production rates of the past, from a CSV file or from Prometheus, so that it need not first see them.",
            "The file has rows timestamp,value or workload,timestamp,value (epoch seconds or RFC 3339); values are records per second, a missing"
                    + " value is an absent row. Rates fill times in which nothing was measured; importing again replaces what was imported."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Examples:",
            "  lagcast import rate.csv --workload orders",
            "  lagcast import --workload orders --prometheus http://localhost:9090 --days 14 \\",
            "      --query 'sum(rate(kafka_topic_partition_current_offset{topic=\"orders\"}[1m]))'"
        })
final class ImportCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final Duration USUAL_STEP = Duration.ofMinutes(1);

    private final InstantSource clock = InstantSource.system();

    @Parameters(arity = "0..1", paramLabel = "RATES.csv", description = "The file; - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Whose rates they are; needed unless the file names them.")
    private @Nullable String workload;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The service (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private URI server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:LAGCAST_TOKEN}",
            description =
                    "Token of an OPERATOR, where the service wants one; better left to the variable LAGCAST_TOKEN, since arguments can be seen.")
    private @Nullable String token;

    @Option(
            names = "--step",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description =
                    "Length of the buckets that are imported (default: the time between the file's values; 1m from Prometheus).")
    private @Nullable Duration step;

    @Option(names = "--prometheus", paramLabel = "URL", description = "Instead of a file: the address of a Prometheus.")
    private @Nullable URI prometheus;

    @Option(
            names = "--query",
            paramLabel = "PROMQL",
            description = "With --prometheus: an expression that gives one series, in records per second.")
    private @Nullable String query;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "14",
            description = "With --prometheus: how far back (default: ${DEFAULT-VALUE}).")
    private double days;

    @Option(
            names = "--header",
            paramLabel = "NAME: VALUE",
            description = "With --prometheus: a header it wants, such as 'Authorization: Bearer ...'. May be repeated.")
    private List<String> headers = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<NamedSeries> series = prometheus == null ? fromFile() : List.of(fromPrometheus(now));
        PrintWriter out = spec.commandLine().getOut();
        try (ImportTarget target = new ImportTarget(server, token)) {
            for (NamedSeries each : series) {
                TimeSeries over = past(each, now);
                Progress progress = Progress.of(spec.commandLine().getErr(), "values of " + each.id(), over.size());
                int values = target.send(each.id(), over, progress);
                out.printf(
                        "%s: %d values of %s, %s to %s%n",
                        each.id(),
                        values,
                        DurationOption.text(over.step()),
                        over.start(),
                        over.time(over.size() - 1).plus(over.step()));
                out.flush();
            }
        }
        return ExitCode.OK;
    }

    private void checkOptions() {
        need((file == null) == (prometheus != null), "Name a file, or --prometheus and --query");
        need((prometheus == null) == (query == null), "--prometheus and --query go together");
        need(prometheus == null || workload != null, "--prometheus needs --workload");
        need(prometheus != null || headers.isEmpty(), "--header goes with --prometheus");
        need(days > 0 && days <= 400, "--days must be positive and at most 400 but was " + days);
        need(step == null || step.compareTo(Duration.ofSeconds(1)) >= 0, "--step must be at least a second");
    }

    private void need(boolean condition, String what) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), what + ".");
        }
    }

    private NamedSeries fromPrometheus(Instant now) throws InterruptedException {
        Duration every = step == null ? USUAL_STEP : step;
        Duration length =
                Duration.ofMinutes(Math.round(days * Duration.ofDays(1).toMinutes()));
        PrometheusRange range =
                new PrometheusRange(Objects.requireNonNull(prometheus), headers, Objects.requireNonNull(query));
        return new NamedSeries(String.valueOf(workload), range.read(now.minus(length), now, every));
    }

    private List<NamedSeries> fromFile() throws IOException {
        String name = String.valueOf(file);
        String source = name.equals(STANDARD_INPUT) ? "Standard input" : name;
        try (InputStream bytes = name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name));
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            SeriesInput input =
                    new SeriesReader(source, String.valueOf(workload), lines).timed(BucketChoice.everything(step));
            need(
                    input.named() == (workload == null),
                    input.named()
                            ? source + " names the workloads itself; leave --workload out"
                            : source + " names no workload; say with --workload whose rates they are");
            return input.series();
        } catch (NoSuchFileException missing) {
            throw new CommandFailed(ExitCode.NO_INPUT, "There is no file " + name + ".", missing);
        }
    }

    /** Without buckets that are not over yet. */
    private static TimeSeries past(NamedSeries named, Instant now) {
        TimeSeries series = named.series();
        TimeSeries.Builder past = TimeSeries.startingAt(series.start(), series.step());
        for (int i = 0; i < series.size() && !series.time(i).plus(series.step()).isAfter(now); i++) {
            if (series.isKnown(i)) {
                past.add(series.value(i));
            } else {
                past.addMissing();
            }
        }
        TimeSeries over = past.build();
        if (over.size() == 0) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    "The rates of " + named.id() + " begin at " + series.start() + ", which is not over yet.");
        }
        return over;
    }
}
