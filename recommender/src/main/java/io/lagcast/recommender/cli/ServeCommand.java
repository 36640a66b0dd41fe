package io.lagcast.recommender.cli;

import io.lagcast.recommender.LagcastApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs the service until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Run the service.",
            "Every further option of the form --key=value is configuration of the service, for example"
                    + " --kafka.bootstrap-servers=host:9092 or --spring.datasource.url=jdbc:postgresql://host/lagcast."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            defaultValue = "lagcast-data",
            description = "Where the embedded database keeps its data when --spring.datasource.url is not given"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path dataDir;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of HTTP API and console (default: 8080).")
    private @Nullable Integer port;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "Port of KEDA's external scaler (default: 9090).")
    private @Nullable Integer grpcPort;

    @Unmatched
    private List<String> properties = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lagcast.data-dir=" + dataDir.toAbsolutePath());
        if (port != null) {
            arguments.add("--server.port=" + port);
        }
        if (grpcPort != null) {
            arguments.add("--spring.grpc.server.port=" + grpcPort);
        }
        arguments.addAll(SpringProperties.of(properties, spec.commandLine()));
        CountDownLatch closed = new CountDownLatch(1);
        start(arguments).addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        closed.await();
        return ExitCode.OK;
    }

    private static ConfigurableApplicationContext start(List<String> arguments) {
        try {
            SpringApplication application = new SpringApplication(LagcastApplication.class);
            application.setBannerMode(Banner.Mode.OFF);
            return application.run(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw StartFailure.explain(e);
        }
    }
}
