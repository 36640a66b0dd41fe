package io.lagcast.recommender;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.cycle.TestingLiveWorkloads;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.TestingStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a free port with a database of its own, and what a client of it needs. Shared by all tests that extend it. */
@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "lagcast.workloads.configured.v1.maxReplicas=7",
            "lagcast.http.max-body=64KB",
            "lagcast.events.max-clients=5",
            "lagcast.events.heartbeat=200ms",
            "lagcast.persistence.flush-interval=100ms",
            "lagcast.webhooks.allowed-addresses=127.0.0.1",
            "lagcast.webhooks.timeout=3s",
            "lagcast.webhooks.lease=20s",
            "lagcast.webhooks.first-retry=50ms",
            "lagcast.webhooks.max-retry=200ms",
            "lagcast.webhooks.give-up-after=10m",
            "lagcast.webhooks.poll-interval=50ms",
            "lagcast.webhooks.housekeeping-interval=200ms"
        })
@Import(RunningService.Fakes.class)
public abstract class RunningService {

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    protected TestingLiveWorkloads live;

    @Autowired
    private Database database;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/running-service-" + ProcessHandle.current().pid());
    }

    /** The server is shared, and tests of outages stop it. */
    @BeforeEach
    void hasItsDatabase() {
        TestingStorage.awaitAnswer(database);
    }

    protected HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    protected HttpResponse<String> put(String path, String body) {
        return send(request(path, "Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    protected HttpResponse<String> post(String path, String body) {
        return send(request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    protected HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    protected HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    protected <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException unreachable) {
            throw new IllegalStateException("The service does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Fakes {

        @Bean
        @Primary
        TestingLiveWorkloads testingLiveWorkloads() {
            return new TestingLiveWorkloads();
        }
    }
}
