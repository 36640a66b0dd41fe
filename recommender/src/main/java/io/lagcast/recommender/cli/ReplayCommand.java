package io.lagcast.recommender.cli;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Price;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.Replay;
import io.lagcast.simulator.ReplayResult;
import io.lagcast.simulator.report.TextTable;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.trace.TraceFile;
import io.lagcast.simulator.trace.TraceUnreadable;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Replays a recorded trace of arrivals against a simulated consumer group and compares scalers. */
@Command(
        name = "replay",
        description = {
            "Replay an arrival trace against a simulated consumer group under several scalers and compare what they cost and what they missed.",
            "The first part of the trace is history that may be learned, the rest is replayed. The same options and seed give the same table.",
            "",
            "Scalers: over (a replica per partition), fixed:N, hpa:LAG and keda:LAG (records of lag per replica), rate:UTIL and flink:UTIL"
                    + " (utilisation), lagcast, clairvoyant (knows what will arrive).",
            "Variants: hpa:LAG+behavior (with Kubernetes' scaling policies); lagcast+oracle (a perfect forecast), +constant, +shuffled, +inverted"
                    + " (a wrong one), +known (throughput, start-up and pause are known, not learned); clairvoyant:PRICE"
                    + " (plans as if a move cost so many replica-seconds).",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
final class ReplayCommand implements Callable<Integer> {

    /** What is compared when no scaler is named. */
    private static final List<String> USUAL =
            List.of("over", "hpa:10000", "keda:10000", "rate:0.7", "rate:0.8", "flink:0.7", "lagcast", "clairvoyant");

    /** Seconds of arrivals held in memory: 400 days. */
    private static final Duration LONGEST = Duration.ofDays(400);

    @Parameters(
            paramLabel = "TRACE.csv",
            description = "Lines timestamp,value: epoch seconds or RFC 3339; only the shape of the values matters.")
    @SuppressWarnings("NullAway.Init")
    private Path trace;

    @Option(
            names = "--scaler",
            paramLabel = "SCALER",
            converter = ScalerConverter.class,
            description = "A scaler to compare; may be repeated (default: the usual ones, see the table).")
    private List<ScalerChoice> scalers = USUAL.stream().map(ScalerChoice::parse).toList();

    @Option(
            names = "--peak",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Values are scaled so that their 99.9th percentile is this share of partitions x throughput"
                    + " (default: ${DEFAULT-VALUE}).")
    private double peak;

    @Option(
            names = "--lag-time",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationOption.class,
            description = "A record processed later than this is late (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration lagTime;

    @Option(
            names = "--late-penalty",
            paramLabel = "N",
            defaultValue = "20",
            description = "A late record costs N times its processing on top (default: ${DEFAULT-VALUE}).")
    private double latePenalty;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "8d",
            converter = DurationOption.class,
            description = "History that may be learned before the replay begins, at most half of the trace"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration warmUp;

    @Option(
            names = "--length",
            paramLabel = "TIME",
            defaultValue = "8d",
            converter = DurationOption.class,
            description = "How much is replayed after it, at most what is left (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration length;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = DurationOption.class,
            description = "Time between decisions (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(
            names = "--min-replicas",
            defaultValue = "1",
            description = "Fewest replicas a scaler may ask for (default: ${DEFAULT-VALUE}).")
    private int minReplicas;

    @Option(names = "--max-replicas", description = "Most replicas a scaler may ask for (default: the partitions).")
    private @Nullable Integer maxReplicas;

    @Option(
            names = "--initial-replicas",
            description = "Replicas that serve when the replay begins (default: the most allowed).")
    private @Nullable Integer initialReplicas;

    @Option(
            names = "--believed-throughput",
            paramLabel = "RATE",
            description = "The throughput the policy tells lagcast, or none (default: the true one).")
    private @Nullable String believedThroughput;

    @Option(
            names = "--noise",
            paramLabel = "RATIO",
            defaultValue = "0",
            description = "Variance of a second's arrivals over their mean; 1 is Poisson (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--missing-samples",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the samples that do not arrive (default: ${DEFAULT-VALUE}).")
    private double missingSamples;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Source of noise, jitter, skew and missing samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final ReplayGroup group = new ReplayGroup();

    @Mixin
    private final ReplayReports reports = new ReplayReports();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<ScalerChoice> compared = compared();
        Optional<Price> price = reports.price();
        Trace whole = read();
        Scenario scenario = scenario(whole);
        PrintWriter err = spec.commandLine().getErr();
        ReplayProgress progress = new ReplayProgress(compared.size(), err);
        List<Outcome> outcomes = new Replay(scenario, compared).run(progress);
        ReplayResult result = new ReplayResult(
                trace.getFileName().toString(),
                scenario,
                outcomes,
                reports.current().map(ScalerChoice::text),
                price);
        progress.finish();
        PrintWriter out = spec.commandLine().getOut();
        TextTable.lines(result).forEach(out::println);
        out.flush();
        reports.write(result);
        return ExitCode.OK;
    }

    /** The scalers that were named, and the one that is in use today. */
    private List<ScalerChoice> compared() {
        requireDistinctScalers();
        List<ScalerChoice> compared = new ArrayList<>(scalers);
        reports.current().filter(current -> !compared.contains(current)).ifPresent(compared::addFirst);
        return compared;
    }

    private void requireDistinctScalers() {
        if (scalers.stream().map(ScalerChoice::text).distinct().count() < scalers.size()) {
            throw wrong("A scaler is named twice in "
                    + scalers.stream().map(ScalerChoice::text).toList());
        }
    }

    private Trace read() {
        try {
            Trace whole = TraceFile.read(trace);
            if (whole.filled() > 0) {
                say(String.format(
                        Locale.ROOT,
                        "%d of %d values (%.1f %%) are missing and are interpolated in a straight line.",
                        whole.filled(),
                        whole.length(),
                        100.0 * whole.filled() / whole.length()));
            }
            return whole;
        } catch (TraceUnreadable e) {
            throw new CommandFailed(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }

    private Scenario scenario(Trace whole) {
        try {
            if (!(peak > 0 && peak < 100)) {
                throw wrong("--peak must be positive and below 100 but was " + peak);
            }
            if (length.compareTo(LONGEST) > 0 || length.compareTo(interval) < 0) {
                throw wrong("--length must be between " + text(interval) + " and " + text(LONGEST) + " but was "
                        + text(length));
            }
            GroupSettings settings = group.settings(seed);
            int learned = learned(whole);
            int end = (int) Math.min(whole.length(), learned + Math.max(2, length.dividedBy(whole.step())));
            Trace used = whole.part(0, end).scaledTo(peak * group.partitions() * group.throughput());
            Trace played = used.part(learned, end);
            say("Learning " + text(used.step().multipliedBy(learned)) + ", replaying " + text(played.duration())
                    + " of " + text(whole.duration()) + ".");
            int most = maxReplicas == null ? Math.max(minReplicas, group.partitions()) : maxReplicas;
            return new Scenario(
                    settings,
                    Arrivals.smooth(played.values(), played.step()).noisy(noise, seed),
                    learned < 2 ? Optional.empty() : Optional.of(used.part(0, learned)),
                    played.start(),
                    interval,
                    new Objective(lagTime, Objective.DEFAULT.attainment()),
                    positive("--late-penalty", latePenalty),
                    minReplicas,
                    most,
                    initialReplicas == null ? most : initialReplicas,
                    believed(),
                    missingSamples,
                    seed);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Steps of the trace that are history: the warm-up, but never more than half of the trace. */
    private int learned(Trace whole) {
        long wanted = warmUp.dividedBy(whole.step());
        if (wanted > whole.length() / 2) {
            say("The trace is too short for a warm-up of " + text(warmUp) + "; its first half is learned instead.");
        }
        return (int) Math.min(wanted, whole.length() / 2);
    }

    private Optional<RecordsPerSecond> believed() {
        if (believedThroughput == null) {
            return Optional.of(new RecordsPerSecond(group.throughput()));
        }
        if (believedThroughput.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        try {
            double believed = Double.parseDouble(believedThroughput);
            return Optional.of(new RecordsPerSecond(positive("--believed-throughput", believed)));
        } catch (NumberFormatException e) {
            throw wrong("--believed-throughput must be a rate or none but was '" + believedThroughput + "'");
        }
    }

    private double positive(String option, double value) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw wrong(option + " must be positive but was " + value);
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void say(String note) {
        spec.commandLine().getErr().println("lagcast: " + note);
        spec.commandLine().getErr().flush();
    }

    private static String text(Duration duration) {
        double days = duration.toSeconds() / 86_400.0;
        return days >= 2
                ? String.format(Locale.ROOT, "%.1f days", days)
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Reads a scaler, and says what is wrong with it. */
    static final class ScalerConverter implements ITypeConverter<ScalerChoice> {

        @Override
        public ScalerChoice convert(String text) {
            try {
                return ScalerChoice.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
