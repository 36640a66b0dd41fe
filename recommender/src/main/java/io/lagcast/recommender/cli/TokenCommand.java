package io.lagcast.recommender.cli;

import io.lagcast.recommender.security.TokenHash;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a token and the hash of it that the configuration wants. Nothing is kept. */
@Command(
        name = "token",
        description = {
            "Make a token for a caller of the service.",
            "Prints the token, which is for the caller and is shown this once, and its hash, which is for the configuration:"
                    + " lagcast.security.tokens[0].hash, besides name, role (VIEWER, OPERATOR or ADMIN) and workloads."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
final class TokenCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        String token = TokenHash.newToken();
        PrintWriter out = spec.commandLine().getOut();
        out.println("token: " + token);
        out.println("hash: " + TokenHash.of(token).text());
        out.flush();
        return ExitCode.OK;
    }
}
