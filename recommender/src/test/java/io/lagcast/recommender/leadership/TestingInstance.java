package io.lagcast.recommender.leadership;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of several instances of the whole service on one database. */
final class TestingInstance implements AutoCloseable {

    /** Nobody is taken over only for being slow. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String address;

    private TestingInstance(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    static TestingInstance start(TestDatabase database, Path directory, String name) {
        return start(database, directory, name, LEASE);
    }

    static TestingInstance start(TestDatabase database, Path directory, String name, Duration lease) {
        return new TestingInstance(new SpringApplicationBuilder(LagcastApplication.class)
                .run(arguments(database, directory, name, lease)));
    }

    static String[] arguments(TestDatabase database, Path directory, String name, Duration lease) {
        return new String[] {
            "--server.port=0",
            "--spring.grpc.server.port=0",
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password(),
            "--lagcast.data-dir=" + directory.resolve(name),
            "--lagcast.leadership.name=" + name,
            "--lagcast.leadership.lease=" + lease.toMillis() + "ms",
            "--lagcast.leadership.renew-interval=500ms",
            "--lagcast.leadership.follow-interval=50ms",
            "--lagcast.history.forward-interval=50ms",
            "--lagcast.persistence.flush-interval=50ms",
            "--lagcast.workloads.configured.v1.maxReplicas=7"
        };
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Leadership leadership() {
        return bean(Leadership.class);
    }

    boolean leads() {
        return leadership().isConfirmed();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path).body());
    }

    HttpResponse<String> put(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IllegalStateException("The instance does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
