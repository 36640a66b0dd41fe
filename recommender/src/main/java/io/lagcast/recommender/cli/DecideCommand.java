package io.lagcast.recommender.cli;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.workloads.InvalidWorkloadException;
import io.lagcast.recommender.workloads.PolicyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides over standard input and output: one sample a line in, one recommendation a line out. */
@Command(
        name = "decide",
        description = {
            "Read one sample a line from standard input, write one recommendation a line to standard output, in order and at once.",
            "The time of a sample is the only clock. A line that cannot be read is answered with {\"error\": ...};"
                    + " the run goes on and ends with exit code 65."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
final class DecideCommand implements Callable<Integer> {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "YAML file of policies by workload name, \"*\" for any; without one, the default policy for all.")
    private @Nullable Path policy;

    @Option(names = "--explain", description = "Add every candidate with its price.")
    private boolean explain;

    @Option(names = "--summary", description = "Print counts and the time per decision to standard error at the end.")
    private boolean summary;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<PolicyFile> file = policyFile();
        Decider decider = new Decider(
                workload -> file.isEmpty()
                        ? Optional.of(WorkloadPolicy.DEFAULT)
                        : file.get().policy(workload),
                workload -> file.map(policies -> policies.channel(workload)).orElse(ChannelPolicy.NONE),
                explain);
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader samples = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = samples.readLine(); line != null; line = samples.readLine()) {
            decider.answer(line).ifPresent(out::println);
            if (out.checkError()) {
                throw new CommandFailed(ExitCode.UNAVAILABLE, "Nobody reads the recommendations any more.");
            }
        }
        if (summary) {
            decider.printSummary(spec.commandLine().getErr());
        }
        return decider.errors() == 0 ? ExitCode.OK : ExitCode.DATA;
    }

    private Optional<PolicyFile> policyFile() {
        if (policy == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PolicyFile.read(policy));
        } catch (InvalidWorkloadException e) {
            throw new CommandFailed(ExitCode.USAGE, "The policy file " + policy + " is wrong:\n" + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.USAGE, "The policy file " + policy + " does not exist.", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "The policy file " + policy + " cannot be read: " + e + ".", e);
        }
    }
}
