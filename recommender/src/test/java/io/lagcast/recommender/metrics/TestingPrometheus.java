package io.lagcast.recommender.metrics;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus: one that scrapes a service every second, or one that holds what was written before. */
public final class TestingPrometheus implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private TestingPrometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where the program is, if it is installed. */
    public static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param service host and port of the service
     * @param rules a rule file in YAML
     */
    static TestingPrometheus start(Path program, Path directory, String service, String rules) throws IOException {
        int port = freePort();
        Files.writeString(directory.resolve("rules.yaml"), rules);
        Path configuration = Files.writeString(directory.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: lagcast
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ["%s"]}]
                """.formatted(service));
        return start(program, directory, configuration, port);
    }

    /** Starts one whose history is what {@code promtool tsdb create-blocks-from openmetrics} makes of a text. */
    public static TestingPrometheus holding(Path program, Path directory, String openMetrics) throws IOException {
        Path text = Files.writeString(directory.resolve("history.txt"), openMetrics);
        run(
                program.resolveSibling("promtool").toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                text.toString(),
                directory.resolve("data").toString());
        return start(program, directory, Files.writeString(directory.resolve("prometheus.yaml"), "{}"), freePort());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
        }
    }

    private static TestingPrometheus start(Path program, Path directory, Path configuration, int port)
            throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new TestingPrometheus(process, port);
    }

    /** Without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What an expression answers now: series with values. */
    public JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    JsonNode rules() {
        return get("/api/v1/rules");
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address() + path)).build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean isStarting = answer.statusCode() == HttpURLConnection.HTTP_UNAVAILABLE;
            return isStarting
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(answer.body());
        } catch (IOException notYet) {
            return JsonMapper.shared().createObjectNode();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
