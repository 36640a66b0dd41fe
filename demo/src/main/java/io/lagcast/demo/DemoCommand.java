package io.lagcast.demo;

import io.lagcast.recommender.cli.BuildVersion;
import io.lagcast.recommender.cli.CommandFailed;
import io.lagcast.recommender.cli.DurationOption;
import io.lagcast.recommender.cli.ExitCode;
import io.lagcast.recommender.cli.Lagcast;
import io.lagcast.simulator.trace.TraceUnreadable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs everything on this machine and shows how the group is scaled. */
@Command(
        name = "demo",
        description = {
            "Run everything on this machine: database, Kafka broker, producer, consumers, the service and its console.",
            "Records arrive as in a trace. Its first part is the history the forecasts know (half of a file, seven made-up"
                    + " days without one); the rest is played, and begins again when it is over before --for."
                    + " It is scaled so that the 99.9th percentile is 90 %% of what a replica for each partition can process.",
            "Ends with a table on standard output, and with exit code 1 when not every record came out."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
@SuppressWarnings("NullAway.Init")
final class DemoCommand implements Callable<Integer> {

    private static final int INCOMPLETE = 1;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "CSV file 'timestamp,value' to play (epoch seconds or RFC 3339; any unit of load); made up if not given.")
    private @Nullable Path trace;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Trace seconds per second (default: a step of the trace takes 5 s).")
    private @Nullable Double speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "When to end, for example 3m (default: with the trace; a made-up one goes on until Ctrl-C).")
    private @Nullable Duration runFor;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--throughput",
            paramLabel = "N",
            defaultValue = "500",
            description = "Records a replica processes per second at most (default: ${DEFAULT-VALUE}).")
    private double throughput;

    @Option(
            names = "--start-up",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationOption.class,
            description = "From asking for a replica to its first poll (default: ${DEFAULT-VALUE}).")
    private Duration startUp;

    @Option(
            names = "--lag-time",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationOption.class,
            description = "Age that 99.9 %% of the records should not exceed (default: ${DEFAULT-VALUE}).")
    private Duration lagTime;

    @Option(
            names = "--scaler",
            paramLabel = "SCALER",
            defaultValue = "lagcast",
            converter = Scaler.Option.class,
            description =
                    "Who decides: lagcast, over (a replica per partition), fixed:N or keda:LAG (a replica for so much lag).")
    private Scaler scaler;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of HTTP API and console (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "9090",
            description = "Port of KEDA's external scaler (default: ${DEFAULT-VALUE}).")
    private int grpcPort;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            defaultValue = "lagcast-demo-data",
            description =
                    "Where the servers keep their files while the demo runs; emptied first (default: ${DEFAULT-VALUE}).")
    private Path dataDir;

    @Option(
            names = "--outage",
            paramLabel = "SERVER@AFTER+LENGTH",
            converter = Outage.Option.class,
            description =
                    "Switch a server off for a while, for example broker@60s+2m or postgresql@60s+2m. Repeatable.")
    private List<Outage> outages = new ArrayList<>();

    @ParentCommand
    private Lagcast root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DemoSettings settings = settings();
        Script script = script(settings);
        quieten(settings.verbose());
        try (Ending ending = Ending.onInterrupt()) {
            Summary summary = new Demo(settings, script, spec.commandLine().getErr()).run(ending);
            int exitCode = report(summary);
            ending.exitWith(exitCode);
            return exitCode;
        }
    }

    private int report(Summary summary) {
        summary.print(spec.commandLine().getOut());
        if (summary.isComplete()) {
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println("lagcast: " + summary.shortfall());
        return INCOMPLETE;
    }

    /** The status lines are what is to be read: servers only speak of trouble. Read by the logging configuration. */
    private static void quieten(boolean verbose) {
        System.setProperty("lagcast.log.level", verbose ? "INFO" : "WARN");
        System.setProperty("lagcast.log.level.kafka", verbose ? "INFO" : "ERROR");
    }

    private Script script(DemoSettings settings) {
        try {
            return Script.of(settings);
        } catch (TraceUnreadable e) {
            throw new CommandFailed(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }

    private DemoSettings settings() {
        require(
                partitions >= 1 && partitions <= 1_000,
                "--partitions must be between 1 and 1000 but was " + partitions);
        require(
                throughput >= 1 && throughput <= 1e6,
                "--throughput must be between 1 and 1000000 but was " + throughput);
        require(port >= 0 && port <= 65_535, "--port must be between 0 and 65535 but was " + port);
        require(grpcPort >= 0 && grpcPort <= 65_535, "--grpc-port must be between 0 and 65535 but was " + grpcPort);
        require(speed == null || (speed > 0 && speed < 1e9), "--speed must be positive but was " + speed);
        require(runFor == null || runFor.isPositive(), "--for must be positive but was " + runFor);
        require(lagTime.isPositive(), "--lag-time must be positive but was " + lagTime);
        require(!startUp.isNegative(), "--start-up must not be negative but was " + startUp);
        return new DemoSettings(
                Optional.ofNullable(trace),
                Optional.ofNullable(speed),
                Optional.ofNullable(runFor),
                partitions,
                throughput,
                startUp,
                lagTime,
                port,
                grpcPort,
                seed,
                dataDir,
                scaler,
                outages,
                root.isVerbose());
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise + ".");
        }
    }
}
