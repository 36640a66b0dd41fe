package io.lagcast.recommender.cli;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.world.GroupSettings;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code replay} that say what the simulated group is like. */
final class ReplayGroup {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--partitions",
            defaultValue = "40",
            description = "Partitions of the group (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--throughput",
            paramLabel = "RATE",
            defaultValue = "1000",
            description = "Records per second one replica processes at most (default: ${DEFAULT-VALUE}).")
    private double throughput;

    @Option(
            names = "--start-up",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationOption.class,
            description = "From asking for a replica to its joining (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration startUp;

    @Option(
            names = "--start-up-jitter",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationOption.class,
            description = "A replica takes up to this much longer to start (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration startUpJitter;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationOption.class,
            description = "How long a rebalance stops the partitions it stops (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration pause;

    @Option(
            names = "--protocol",
            defaultValue = "EAGER",
            description = "${COMPLETION-CANDIDATES}: EAGER stops every partition, the others those that move"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private RebalanceProtocol protocol;

    @Option(
            names = "--session-timeout",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationOption.class,
            description =
                    "Static members: partitions of a replica that leaves stay unserved for so long; 0s for dynamic members"
                            + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration sessionTimeout;

    @Option(
            names = "--skew",
            paramLabel = "EXPONENT",
            defaultValue = "0",
            description = "Zipf exponent of the partitions' shares; 0 is even (default: ${DEFAULT-VALUE}).")
    private double skew;

    @Option(
            names = "--staggered-commits",
            description = "Partitions commit at different seconds, not all at whole multiples of 5 s.")
    private boolean staggeredCommits;

    int partitions() {
        return partitions;
    }

    /**
     * Records per second one replica processes at most.
     *
     * @throws ParameterException if that is not positive
     */
    double throughput() {
        if (throughput > 0 && throughput < Double.POSITIVE_INFINITY) {
            return throughput;
        }
        throw new ParameterException(spec.commandLine(), "--throughput must be positive but was " + throughput);
    }

    GroupSettings settings(long seed) {
        return new GroupSettings(
                partitions,
                new RecordsPerSecond(throughput()),
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                GroupSettings.COMMIT_INTERVAL,
                staggeredCommits,
                skew,
                seed);
    }
}
