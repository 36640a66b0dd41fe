package io.lagcast.demo;

import io.lagcast.demo.trace.Playback;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.cli.CommandFailed;
import io.lagcast.recommender.cli.ExitCode;
import io.lagcast.recommender.cli.StartFailure;
import io.lagcast.recommender.database.EmbeddedDatabase;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.persistence.WriteBehind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service as the demo runs it: in this process, paced to the playback, with the past of the trace as its history, and asked
 * over HTTP to watch the group.
 */
final class RunningRecommender implements AutoCloseable {

    static final String WORKLOAD = "orders";

    private static final Duration SAMPLING = Duration.ofSeconds(1);

    /** History is stored and forecast in steps of at least a second. */
    private static final long SHORTEST_STEP_NANOS = 1_000_000_000;

    /** How many steps back the forecaster looks: some weeks of the made-up days, and all of most files. */
    private static final int WINDOW_STEPS = 20_000;

    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    private final ConfigurableApplicationContext context;
    private final URI console;

    private RunningRecommender(ConfigurableApplicationContext context) {
        this.context = context;
        this.console =
                URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/");
    }

    /** Complains before anything was started. */
    static void requireFreePort(int port, String option) {
        try (ServerSocket socket = new ServerSocket(port)) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    "Port " + port + " is in use; stop what uses it or choose another with " + option + ".",
                    e);
        }
    }

    static RunningRecommender start(DemoSettings settings, Playback playback, String bootstrapServers) {
        SpringApplication application = new SpringApplicationBuilder(LagcastApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .build();
        try {
            return new RunningRecommender(application.run(
                    arguments(settings, playback, bootstrapServers).toArray(String[]::new)));
        } catch (RuntimeException e) {
            throw StartFailure.explain(e);
        }
    }

    /** Has the service learn the past, which ends now, and watch the group from now on. */
    void watch(DemoSettings settings, Playback playback, InstantSource clock) {
        preload(playback, clock);
        watchGroup(settings);
    }

    /** Where a browser goes. */
    URI console() {
        return console;
    }

    /** Where executors ask for the recommendation in force. */
    URI recommendation() {
        return console.resolve("/api/v1/workloads/" + WORKLOAD + "/recommendation");
    }

    EmbeddedDatabase database() {
        return context.getBean(EmbeddedDatabase.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static List<String> arguments(DemoSettings settings, Playback playback, String bootstrapServers) {
        Duration step = playback.step().multipliedBy(stepsInOne(playback));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + settings.port(),
                "--spring.grpc.server.port=" + settings.grpcPort(),
                "--lagcast.data-dir=" + settings.dataDir().toAbsolutePath(),
                "--kafka.bootstrap-servers=" + bootstrapServers,
                "--lagcast.collection.interval=" + SAMPLING,
                "--lagcast.forecast.step=" + step,
                "--lagcast.forecast.window=" + step.multipliedBy(WINDOW_STEPS)));
        if (!settings.verbose()) {
            arguments.add("--logging.level.root=WARN");
            arguments.add("--logging.level.org.apache.kafka=ERROR");
            arguments.add("--logging.level.kafka=ERROR");
            // While the broker is away on purpose, every client would tell of every attempt.
            arguments.add("--logging.level.org.apache.kafka.clients=OFF");
        }
        return arguments;
    }

    private static int stepsInOne(Playback playback) {
        return (int) Math.ceilDiv(SHORTEST_STEP_NANOS, playback.step().toNanos());
    }

    /**
     * Stores what happened before the start. The workload is first forgotten, which marks it as one that has nothing to be read back:
     * its first sample would otherwise have the forecaster taught anew from the stored means, which are coarser than the trace.
     */
    private void preload(Playback playback, InstantSource clock) {
        Histories histories = context.getBean(Histories.class);
        histories.forget(WORKLOAD);
        awaitWritten();
        int steps = stepsInOne(playback);
        double[] history = playback.history(steps);
        Duration step = playback.step().multipliedBy(steps);
        histories.importProduction(WORKLOAD, clock.instant().minus(step.multipliedBy(history.length)), step, history);
    }

    private void awaitWritten() {
        long deadline = System.nanoTime() + WRITE_TIMEOUT.toNanos();
        while (context.getBeansOfType(WriteBehind.class).values().stream().anyMatch(queue -> queue.queuedRows() > 0)) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailed(
                        ExitCode.UNAVAILABLE, "The database takes nothing; --verbose shows what the service says.");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void watchGroup(DemoSettings settings) {
        URI uri = console.resolve("/api/v1/workloads/" + WORKLOAD);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(HTTP_TIMEOUT)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(workload(settings))))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(uri + " answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The service does not answer at " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the service to watch the group", e);
        }
    }

    private static Map<String, Object> workload(DemoSettings settings) {
        Map<String, Object> workload = new LinkedHashMap<>();
        workload.put("cluster", "default");
        workload.put("group", Demo.TOPIC);
        workload.put("topics", List.of(Demo.TOPIC));
        workload.put("mode", "RECOMMEND");
        workload.put("minReplicas", 1);
        workload.put("maxReplicas", settings.partitions());
        workload.put("objective", Map.of("lagTime", settings.lagTime().toString(), "attainment", "99.9%"));
        workload.put(
                "priors",
                Map.of(
                        "throughputPerReplica", settings.throughputPerSecond(),
                        "startUp", settings.startUp().toString(),
                        "protocol", "EAGER"));
        return workload;
    }
}
