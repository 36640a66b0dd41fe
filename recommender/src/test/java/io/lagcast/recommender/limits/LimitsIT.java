package io.lagcast.recommender.limits;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc;
import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import io.lagcast.recommender.security.TokenHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each test has a token of its own, and thereby limits of its own. */
@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.grpc.server.port=0",
            "lagcast.limits.requests-per-second=1",
            "lagcast.limits.burst=10",
            "lagcast.events.max-clients=3",
            "lagcast.events.max-clients-per-requester=2",
            "lagcast.events.heartbeat=200ms"
        })
@DirtiesContext
@Timeout(300)
class LimitsIT {

    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final String GREEDY = TokenHash.newToken();
    private static final String MODEST = TokenHash.newToken();
    private static final String RPC = TokenHash.newToken();
    private static final String LARGE = TokenHash.newToken();
    private static final String LISTENER = TokenHash.newToken();
    private static final String OTHER_LISTENER = TokenHash.newToken();
    private static final String LAST_LISTENER = TokenHash.newToken();

    /** Far more than a burst and what comes back meanwhile. */
    private static final int MANY = 500;

    @Autowired
    private GrpcServerLifecycle grpc;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/limits-" + ProcessHandle.current().pid());
        List<String> tokens = List.of(GREEDY, MODEST, RPC, LARGE, LISTENER, OTHER_LISTENER, LAST_LISTENER);
        for (int number = 0; number < tokens.size(); number++) {
            String token = tokens.get(number);
            String prefix = "lagcast.security.tokens[" + number + "].";
            String name = "robot-" + number;
            properties.add(prefix + "name", () -> name);
            properties.add(prefix + "hash", () -> TokenHash.of(token).text());
            properties.add(prefix + "role", () -> "VIEWER");
        }
    }

    @AfterEach
    void hangUp() {
        http.shutdownNow();
    }

    @Test
    void refusesACallerThatAsksForTooMuchAndNobodyElse() {
        int granted = 0;
        HttpResponse<InputStream> answer = get("/api/v1/workloads", GREEDY);
        while (answer.statusCode() == 200 && granted < MANY) {
            granted++;
            answer = get("/api/v1/workloads", GREEDY);
        }

        assertThat(granted).isBetween(10, MANY - 1);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"requests\";q=10;w=10");
        assertThat(answer.headers().firstValue("RateLimit")).contains("\"requests\";r=0;t=10");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:lagcast:problem:too-many-requests");
        assertThat(problem.path("detail").asString()).contains("lagcast.limits");

        assertThat(get("/api/v1/workloads", MODEST).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
        await("the next request", () -> get("/api/v1/workloads", GREEDY).statusCode() == 200);
    }

    @Test
    void countsGuessedTokensByAddress() {
        int refused = 0;
        while (get("/api/v1/workloads", TokenHash.newToken()).statusCode() == 401 && refused < MANY) {
            refused++;
        }

        assertThat(refused).isBetween(10, MANY - 1);
        assertThat(get("/api/v1/workloads", MODEST).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTooManyCallsOverGrpc() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", grpc.getPort())
                .usePlaintext()
                .build();
        try {
            var scaler = scaler(channel, RPC);
            StatusRuntimeException last = failure(scaler, "none");
            int granted = 0;
            while (last.getStatus().getCode() == Status.Code.NOT_FOUND && granted < MANY) {
                granted++;
                last = failure(scaler, "none");
            }

            assertThat(granted).isBetween(10, MANY - 1);
            assertThat(last.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(last).hasMessageContaining("lagcast.limits");
            String pushback = Objects.requireNonNull(last.getTrailers())
                    .get(Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER));
            assertThat(Long.parseLong(String.valueOf(pushback))).isBetween(1L, 1000L);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void boundsTheConnectionsOfACallerAndOfAll() throws IOException {
        InputStream first = get("/api/v1/events", LISTENER).body();
        HttpResponse<InputStream> second = get("/api/v1/events", LISTENER);
        HttpResponse<InputStream> third = get("/api/v1/events", LISTENER);
        HttpResponse<InputStream> other = get("/api/v1/events", OTHER_LISTENER);
        HttpResponse<InputStream> last = get("/api/v1/events", LAST_LISTENER);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(last.statusCode()).isEqualTo(503);

        first.close();
        await("room for another", () -> get("/api/v1/events", LISTENER).statusCode() == 200);
    }

    @Test
    void refusesAMessageThatIsTooLargeOverGrpc() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", grpc.getPort())
                .usePlaintext()
                .build();
        try {
            StatusRuntimeException refused = failure(scaler(channel, LARGE), "x".repeat(70_000));

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(failure(scaler(channel, LARGE), "none").getStatus().getCode())
                    .isEqualTo(Status.Code.NOT_FOUND);
        } finally {
            channel.shutdownNow();
        }
    }

    private static StatusRuntimeException failure(
            ExternalScalerGrpc.ExternalScalerBlockingStub scaler, String workload) {
        try {
            scaler.isActive(ScaledObjectRef.newBuilder()
                    .putScalerMetadata("workload", workload)
                    .build());
            throw new AssertionError("There is no such workload");
        } catch (StatusRuntimeException failed) {
            return failed;
        }
    }

    private static ExternalScalerGrpc.ExternalScalerBlockingStub scaler(ManagedChannel channel, String token) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ExternalScalerGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private HttpResponse<InputStream> get(String path, String token) {
        HttpRequest.Builder question = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60));
        if (!token.isEmpty()) {
            question.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(question.build(), BodyHandlers.ofInputStream());
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
