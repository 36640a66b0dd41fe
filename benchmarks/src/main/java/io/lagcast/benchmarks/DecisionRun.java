package io.lagcast.benchmarks;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.GroupSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how good decisions are on the traces of a folder, against simple scalers and one who knows everything. */
@Command(
        name = "DecisionRun",
        description = "Measure how good decisions are on every trace of five minutes or finer in a folder.",
        mixinStandardHelpOptions = true)
public final class DecisionRun implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "../shared/data",
            description = "Where the traces are (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            split = ",",
            description = "Only traces whose names contain one of these.")
    private @Nullable List<String> names;

    @Option(
            names = "--scalers",
            paramLabel = "SCALER",
            split = ",",
            defaultValue = "lagcast",
            description =
                    "Who is measured (default: ${DEFAULT-VALUE}); rate:0.7, rate:0.8, over and clairvoyant always play.")
    private List<String> scalers = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Replays at a time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "8",
            description = "Days replayed at most (default: ${DEFAULT-VALUE}).")
    private double days;

    @Option(names = "--partitions", defaultValue = "40", description = "Partitions (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--throughput",
            defaultValue = "1000",
            description = "Records per second one replica processes (default: ${DEFAULT-VALUE}).")
    private double throughput;

    @Option(
            names = "--start-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "From asking for a replica to its joining (default: ${DEFAULT-VALUE}).")
    private int startUp;

    @Option(
            names = "--start-up-jitter",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "A replica takes up to this much longer to start (default: ${DEFAULT-VALUE}).")
    private int startUpJitter;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a rebalance stops the partitions it stops (default: ${DEFAULT-VALUE}).")
    private int pause;

    @Option(
            names = "--protocol",
            defaultValue = "EAGER",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private RebalanceProtocol protocol;

    @Option(
            names = "--skew",
            paramLabel = "zipf:S",
            defaultValue = "zipf:0",
            description = "Zipf exponent of the partitions' shares (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String skew;

    @Option(
            names = "--prior",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "Throughput the policy states, in multiples of the truth, or none (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String prior;

    @Option(
            names = "--missing",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the samples that do not arrive (default: ${DEFAULT-VALUE}).")
    private double missing;

    @Option(
            names = "--noise",
            paramLabel = "RATIO",
            defaultValue = "0",
            description = "Variance of a second's arrivals over their mean; 1 is Poisson (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--late-penalty",
            paramLabel = "N",
            defaultValue = "20",
            description = "A late record costs N times its processing on top (default: ${DEFAULT-VALUE}).")
    private double latePenalty = WorkloadPolicy.DEFAULT_LATE_PENALTY;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds of noise, jitter, skew and missing samples (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--regret", description = "Also where the cost above the clairvoyant's comes from.")
    private boolean regret;

    @Option(names = "--adversaries", description = "Also what wrong forecasts cost.")
    private boolean adversaries;

    @Option(names = "--front", description = "Instead: lag and replicas over the lag time allowed.")
    private boolean front;

    @Option(names = "--variations", description = "Instead: the scenario with one thing different at a time.")
    private boolean variations;

    @Option(names = "--cache", paramLabel = "FOLDER", description = "Remembers there what all but lagcast came to.")
    private @Nullable Path cache;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs with the given options and ends the program. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DecisionRun()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<DecisionTrace> traces = traces();
        DecisionSetting setting = setting();
        if (front) {
            printFronts(traces, setting);
        } else if (variations) {
            printVariations(traces, setting);
        } else {
            print(traces, setting);
        }
        return 0;
    }

    private void printFronts(List<DecisionTrace> traces, DecisionSetting setting)
            throws IOException, InterruptedException {
        List<DecisionSetting> settings =
                FrontTable.LAG_TIMES.stream().map(setting::withLagTime).toList();
        for (DecisionTrace trace : traces) {
            new FrontTable(System.out)
                    .print(DecisionMatch.play(List.of(trace), settings, FrontTable.SCALERS, results(), threads));
        }
    }

    private void printVariations(List<DecisionTrace> traces, DecisionSetting setting)
            throws IOException, InterruptedException {
        List<DecisionSetting> settings = Variation.ALL.stream()
                .map(variation -> variation.change().apply(setting))
                .toList();
        List<DecisionMatch> matches = DecisionMatch.play(traces, settings, playing(), results(), threads);
        for (String scaler : scalers) {
            new DecisionTable(System.out).printVariations(scaler, Variation.ALL, matches);
        }
    }

    private void print(List<DecisionTrace> traces, DecisionSetting setting) throws IOException, InterruptedException {
        List<DecisionSetting> settings =
                LongStream.rangeClosed(1, seeds).mapToObj(setting::withSeed).toList();
        List<DecisionMatch> matches = DecisionMatch.play(traces, settings, playing(), results(), threads);
        DecisionTable table = new DecisionTable(System.out);
        for (String scaler : scalers) {
            table.print(scaler, matches);
            if (ScalerChoice.parse(scaler).kind() == ScalerChoice.Kind.LAGCAST) {
                table.printTimes(scaler, matches);
            }
            if (seeds > 1) {
                new SeedTable(System.out).print(scaler, matches);
            }
        }
        if (regret) {
            new RegretTable(System.out).print(matches);
        }
        if (adversaries) {
            new AdversaryTable(System.out).print(matches);
        }
    }

    private List<DecisionTrace> traces() throws IOException {
        if (!Files.isDirectory(data)) {
            throw wrong("--data: there is no folder " + data);
        }
        List<DecisionTrace> traces = DecisionTrace.read(data).stream()
                .filter(trace -> names == null || names.stream().anyMatch(trace.name()::contains))
                .toList();
        if (traces.isEmpty()) {
            throw wrong("No trace in " + data + (names == null ? "" : " is called like one of " + names));
        }
        return traces;
    }

    private List<String> playing() {
        Set<String> playing = new LinkedHashSet<>(scalers);
        try {
            scalers.forEach(ScalerChoice::parse);
        } catch (IllegalArgumentException e) {
            throw wrong("--scalers: " + e.getMessage());
        }
        if (regret) {
            playing.addAll(RegretTable.SCALERS);
        }
        if (adversaries) {
            playing.addAll(AdversaryTable.SCALERS);
        }
        playing.addAll(DecisionMatch.RATES);
        playing.add(DecisionMatch.OVER);
        playing.add(DecisionMatch.CLAIRVOYANT);
        return List.copyOf(playing);
    }

    private ResultCache results() throws IOException {
        return new ResultCache(cache == null ? Files.createTempDirectory("decisions") : cache);
    }

    private DecisionSetting setting() {
        if (seeds < 1) {
            throw wrong("--seeds must be at least 1 but was " + seeds);
        }
        try {
            return new DecisionSetting(group(), prior(), missing, noise, Objective.DEFAULT, latePenalty, days, 1);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private GroupSettings group() {
        return GroupSettings.STANDARD
                .withPartitions(partitions)
                .withThroughput(new RecordsPerSecond(throughput))
                .withStartUp(Duration.ofSeconds(startUp), Duration.ofSeconds(startUpJitter))
                .withRebalance(protocol, Duration.ofSeconds(pause))
                .withSkew(exponent());
    }

    private double exponent() {
        String text = skew.toLowerCase(Locale.ROOT);
        try {
            if (text.startsWith("zipf:")) {
                return Double.parseDouble(text.substring("zipf:".length()));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong("--skew must be like zipf:0.8 but was '" + skew + "'");
    }

    private OptionalDouble prior() {
        if (prior.equalsIgnoreCase("none")) {
            return OptionalDouble.empty();
        }
        try {
            double factor = Double.parseDouble(prior);
            if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(factor);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong("--prior must be a positive factor or none but was '" + prior + "'");
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
