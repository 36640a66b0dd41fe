package io.lagcast.recommender.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command. Other modules add commands of theirs to {@link #commandLine()}. */
@Command(
        name = "lagcast",
        description = "Predictive scaling recommendations for Kafka consumer groups.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DecideCommand.class,
            ForecastCommand.class,
            ReplayCommand.class,
            ImportCommand.class,
            TokenCommand.class
        },
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "64:the command was used wrongly",
            "65:the input data was wrong",
            "66:the input file is not there",
            "69:something needed is not there (port, disk, server)",
            "70:an error in Lagcast itself",
            "73:an output file cannot be written"
        },
        footer = {"", "'lagcast COMMAND --help' tells more."})
public final class Lagcast implements Runnable {

    @Option(
            names = {"-X", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with the commands of this module. */
    public static CommandLine commandLine() {
        Lagcast root = new Lagcast();
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Lagcast::explainUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> root.explain(failure, command));
    }

    /** Whether the user asked to see more than sentences. */
    public boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing, for example 'lagcast demo'.");
    }

    private static int explainUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("lagcast: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what is possible.");
        err.flush();
        return ExitCode.USAGE;
    }

    private int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        int exitCode = ExitCode.SOFTWARE;
        if (failure instanceof CommandFailed failed) {
            err.println("lagcast: " + failed.getMessage());
            exitCode = failed.exitCode();
        } else {
            err.println("lagcast: Unexpected error: " + failure + "; repeat with --verbose and report what it shows.");
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }
}
