package io.lagcast.demo;

import picocli.CommandLine;

/** The whole command line: what the service has, and the demo. */
public final class Lagcast {

    private Lagcast() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return io.lagcast.recommender.cli.Lagcast.commandLine().addSubcommand(new DemoCommand());
    }
}
