package io.lagcast.recommender.load;

import io.lagcast.db.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service in a process of its own on loopback, with a database of its own. */
final class LoadedService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int FIRST_ERROR = 400;

    private final Process process;
    private final Path log;
    private final String address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private LoadedService(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    static LoadedService start() throws IOException, InterruptedException {
        TestDatabase database = TestDatabase.migrated();
        Path directory = Files.createTempDirectory("lagcast-load");
        int port = freePort();
        Path log = directory.resolve("service.log");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx4g",
                        "-cp",
                        classPath(),
                        "io.lagcast.recommender.cli.Lagcast",
                        "serve",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.grpc.server.port=0",
                        "--data-dir=" + directory,
                        "--lagcast.webhooks.allowed-addresses=127.0.0.1",
                        "--lagcast.security.mode=OPEN",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password()))
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        LoadedService service = new LoadedService(process, log, "http://127.0.0.1:" + port);
        service.awaitReady();
        return service;
    }

    /** The service as it is installed: without what stands beside it in tests. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                close();
                throw new IllegalStateException("The service did not start, see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(request("/actuator/health/readiness").build(), BodyHandlers.ofString())
                            .statusCode()
                    == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    Path log() {
        return log;
    }

    HttpClient http() {
        return http;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER);
    }

    /** The answer's body; an answer that is an error throws. */
    String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= FIRST_ERROR) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Every metric by its name and labels. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
        return send("GET", "/actuator/prometheus", "")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                        (a, b) -> a,
                        TreeMap::new));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
