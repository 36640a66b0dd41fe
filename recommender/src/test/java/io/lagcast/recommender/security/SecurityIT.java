package io.lagcast.recommender.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc;
import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.grpc.server.port=0",
            "lagcast.workloads.orders-1.maxReplicas=7",
            "lagcast.workloads.billing.maxReplicas=7",
            "lagcast.security.jwt.audience=lagcast",
            "lagcast.webhooks.allowed-addresses=127.0.0.1",
            "lagcast.webhooks.encryption-key=" + SecurityIT.ENCRYPTION_KEY
        })
@DirtiesContext
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class SecurityIT {

    static final String ENCRYPTION_KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=";

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final TestingIssuer ISSUER = new TestingIssuer();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String VIEWER = TokenHash.newToken();
    private static final String OPERATOR = TokenHash.newToken();
    private static final String ADMIN = TokenHash.newToken();
    private static final String ORDERS_VIEWER = TokenHash.newToken();
    private static final String ORDERS_OPERATOR = TokenHash.newToken();
    private static final String ORDERS_ADMIN = TokenHash.newToken();

    /** Every operation of the API's description, with the token that is just enough and the one just below. */
    private static final Map<String, Enough> OPERATIONS = Map.ofEntries(
            Map.entry("GET /api/v1/workloads", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}", Enough.VIEWER),
            Map.entry("PUT /api/v1/workloads/{name}", Enough.OPERATOR),
            Map.entry("DELETE /api/v1/workloads/{name}", Enough.ADMIN),
            Map.entry("GET /api/v1/workloads/{name}/recommendation", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}/recommendations", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}/explanation", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}/forecast", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}/forecast/models", Enough.VIEWER),
            Map.entry("GET /api/v1/leader", Enough.VIEWER),
            Map.entry("GET /api/v1/workloads/{name}/history", Enough.VIEWER),
            Map.entry("POST /api/v1/workloads/{name}/samples", Enough.OPERATOR),
            Map.entry("POST /api/v1/workloads/{name}/production", Enough.OPERATOR),
            Map.entry("GET /api/v1/workloads/{name}/replays", Enough.VIEWER),
            Map.entry("POST /api/v1/workloads/{name}/replays", Enough.OPERATOR),
            Map.entry("GET /api/v1/workloads/{name}/replays/{id}", Enough.VIEWER),
            Map.entry("DELETE /api/v1/workloads/{name}/replays/{id}", Enough.OPERATOR),
            Map.entry("GET /api/v1/events", Enough.VIEWER),
            Map.entry("GET /keda/workloads/{name}", Enough.VIEWER),
            Map.entry("POST /wpa/recommendation", Enough.VIEWER),
            Map.entry("GET /api/v1/audit", Enough.ADMIN_OF_ALL),
            Map.entry("GET /api/v1/webhooks", Enough.ADMIN_OF_ALL),
            Map.entry("POST /api/v1/webhooks", Enough.ADMIN_OF_ALL),
            Map.entry("GET /api/v1/webhooks/{id}", Enough.ADMIN_OF_ALL),
            Map.entry("DELETE /api/v1/webhooks/{id}", Enough.ADMIN_OF_ALL),
            Map.entry("POST /api/v1/webhooks/{id}/verification", Enough.ADMIN_OF_ALL),
            Map.entry("POST /api/v1/webhooks/{id}/secrets", Enough.ADMIN_OF_ALL),
            Map.entry("GET /api/v1/webhooks/{id}/deliveries", Enough.ADMIN_OF_ALL),
            Map.entry("POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver", Enough.ADMIN_OF_ALL));

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private GrpcServerLifecycle grpc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/security-" + ProcessHandle.current().pid());
        properties.add("lagcast.security.jwt.public-key-location", () -> "file:" + ISSUER.publicKey());
        Map<String, List<String>> tokens = new TreeMap<>(Map.of(
                VIEWER, List.of("VIEWER", "*"),
                OPERATOR, List.of("OPERATOR", "*"),
                ADMIN, List.of("ADMIN", "*"),
                ORDERS_VIEWER, List.of("VIEWER", "orders-*"),
                ORDERS_OPERATOR, List.of("OPERATOR", "orders-*"),
                ORDERS_ADMIN, List.of("ADMIN", "orders-*")));
        int number = 0;
        for (var token : tokens.entrySet()) {
            String prefix = "lagcast.security.tokens[" + number++ + "].";
            List<String> may = token.getValue();
            properties.add(prefix + "name", () -> may.toString());
            properties.add(prefix + "hash", () -> TokenHash.of(token.getKey()).text());
            properties.add(prefix + "role", may::getFirst);
            properties.add(prefix + "workloads", may::getLast);
        }
    }

    @Test
    void knowsWhatEveryOperationOfTheDescriptionNeeds() {
        JsonNode paths = json(get("/v3/api-docs", "")).path("paths");

        assertThat(paths.propertyStream().flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    @Test
    void refusesEveryOperationWithoutATokenWithAWrongOneAndWithOneThatIsNotEnough() {
        OPERATIONS.forEach((operation, enough) -> {
            assertThat(status(operation, "")).as(operation).isEqualTo(401);
            assertThat(status(operation, TokenHash.newToken())).as(operation).isEqualTo(401);
            enough.below()
                    .ifPresent(token ->
                            assertThat(status(operation, token)).as(operation).isEqualTo(403));
        });
    }

    @Test
    void servesEveryOperationWithATokenThatIsEnough() {
        OPERATIONS.forEach((operation, enough) ->
                assertThat(status(operation, enough.token())).as(operation).isNotIn(401, 403, 500));
        // In whatever order they were asked for: other tests count the workloads.
        status("DELETE /api/v1/workloads/{name}", Enough.ADMIN.token());
    }

    @Test
    void asksForATokenWhereTheDescriptionDoesNotReach() {
        List.of(
                        "/apis",
                        "/apis/external.metrics.k8s.io/v1beta1",
                        "/openapi/v2",
                        "/actuator/health",
                        "/actuator/info",
                        "/actuator",
                        "/no/such/path")
                .forEach(path -> {
                    assertThat(get(path, "").statusCode()).as(path).isEqualTo(401);
                    assertThat(get(path, VIEWER).statusCode()).as(path).isNotIn(401, 403, 500);
                });
        assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus", ORDERS_VIEWER).statusCode())
                .as("it shows every workload")
                .isEqualTo(403);
        assertThat(get("/actuator/prometheus", VIEWER).statusCode()).isEqualTo(200);
    }

    @Test
    void leavesProbesAndTheConsolesFilesOpen() {
        List.of("/actuator/health/liveness", "/actuator/health/readiness", "/", "/console/main.js", "/v3/api-docs")
                .forEach(path -> assertThat(get(path, "").statusCode()).as(path).isEqualTo(200));
    }

    @Test
    void saysNoAsProblemDetails() {
        HttpResponse<String> nobody = get("/api/v1/workloads", "");
        HttpResponse<String> stranger = get("/api/v1/workloads", "secret-of-a-stranger");
        HttpResponse<String> viewer = get("/api/v1/webhooks", VIEWER);

        assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"lagcast\"");
        assertThat(stranger.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(viewer.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        assertThat(List.of(nobody, stranger, viewer)).allSatisfy(refused -> {
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(refused).path("status").asInt()).isEqualTo(refused.statusCode());
            assertThat(json(refused).path("detail").asString()).isNotEmpty();
            assertThat(json(refused).path("instance").asString()).startsWith("/api/v1/");
            assertThat(refused.body()).doesNotContain("secret-of-a-stranger");
        });
        assertThat(json(viewer).path("detail").asString()).contains("ADMIN");
    }

    @Test
    void showsACallerOnlyTheWorkloadsInItsScope() {
        assertThat(names(ORDERS_VIEWER)).containsExactly("orders-1");
        assertThat(names(VIEWER)).contains("orders-1", "billing");
        assertThat(get("/api/v1/workloads/orders-1", ORDERS_VIEWER).statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/workloads/billing", ORDERS_VIEWER).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/workloads/billin", ORDERS_VIEWER).body()).doesNotContain("billing");
        assertThat(get("/api/v1/events?workload=billing", ORDERS_VIEWER).statusCode())
                .isEqualTo(404);
        assertThat(get("/keda/workloads/billing", ORDERS_VIEWER).statusCode()).isEqualTo(503);
        assertThat(send("PUT", "/api/v1/workloads/other", ORDERS_OPERATOR, "{}").statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/api/v1/workloads/orders-2", ORDERS_OPERATOR, "{}")
                        .statusCode())
                .isIn(200, 201);
        assertThat(send("POST", "/api/v1/workloads/billing/samples", ORDERS_OPERATOR, "[]")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "/api/v1/workloads/billing", ORDERS_ADMIN, "").statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "/api/v1/workloads/orders-2", ORDERS_ADMIN, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void notesWhoChangedWhat() {
        send("PUT", "/api/v1/workloads/orders-audited", ORDERS_OPERATOR, "{\"maxReplicas\": 9}");
        send("DELETE", "/api/v1/workloads/orders-audited", ADMIN, "");

        List<JsonNode> noted = json(get("/api/v1/audit?limit=500", ADMIN))
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("subject").asString().equals("orders-audited"))
                .toList();
        assertThat(noted)
                .extracting(entry -> entry.path("change").asString())
                .containsExactly("WORKLOAD_REMOVED", "WORKLOAD_PUT");
        assertThat(noted)
                .extracting(entry -> entry.path("caller").asString())
                .containsExactly("[ADMIN, *]", "[OPERATOR, orders-*]");
        assertThat(noted.getLast().path("detail").asString()).contains("maxReplicas 9");
        JsonNode first = json(get("/api/v1/audit?limit=1", ADMIN));
        JsonNode second = json(
                get("/api/v1/audit?limit=1&cursor=" + first.path("nextCursor").asString(), ADMIN));
        assertThat(second.path("items").get(0).path("id").asLong())
                .isLessThan(first.path("items").get(0).path("id").asLong());
    }

    @Test
    void acceptsATokenOfTheIssuerAndNoOther() {
        Instant later = Instant.now().plus(Duration.ofMinutes(5));
        String valid = ISSUER.token("lagcast", later, "[\"viewer\", \"elsewhere\"]", "\"orders-*\"");
        String unsigned = TestingIssuer.encoded("{\"alg\": \"none\"}".getBytes(StandardCharsets.UTF_8))
                + valid.substring(valid.indexOf('.'), valid.lastIndexOf('.') + 1);
        assertThat(names(valid)).containsExactly("orders-1");
        assertThat(status("PUT /api/v1/workloads/{name}", valid)).isEqualTo(403);
        assertThat(List.of(
                        unsigned,
                        ISSUER.token("lagcast", Instant.now().minus(Duration.ofMinutes(5)), "\"ADMIN\"", "\"*\""),
                        ISSUER.token("elsewhere", later, "\"ADMIN\"", "\"*\""),
                        ISSUER.token("lagcast", later, "\"elsewhere\"", "\"*\""),
                        ISSUER.token("lagcast", later, "\"ADMIN\"", "[]"),
                        new TestingIssuer().token("lagcast", later, "\"ADMIN\"", "\"*\"")))
                .allSatisfy(token ->
                        assertThat(get("/api/v1/workloads", token).statusCode()).isEqualTo(401));
    }

    @Test
    void asksGrpcCallersForTheSameToken() {
        assertThatThrownBy(() -> scaler("", "orders-1")).hasMessageContaining("UNAUTHENTICATED");
        assertThatThrownBy(() -> scaler("wrong", "orders-1")).hasMessageContaining("UNAUTHENTICATED");
        assertThatThrownBy(() -> scaler(ORDERS_VIEWER, "billing")).hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> scaler(ORDERS_VIEWER, "orders-1"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("Nothing was recommended");
    }

    @Test
    void tellsBrowsersWhatTheyMayDo() {
        var page = get("/", "").headers();
        var data = get("/api/v1/workloads", VIEWER).headers();

        assertThat(page.firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(data.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; base-uri")
                .contains("frame-ancestors 'none'");
        assertThat(List.of(page, data)).allSatisfy(headers -> {
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        });
    }

    @Test
    void answersOddPathsAsItDoesWithoutTokens() {
        OddPaths.statuses().forEach((path, status) -> {
            HttpResponse<String> answer = get(path, VIEWER);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
            assertThat(get(path, "").statusCode()).as(path).isIn(400, 401);
        });
    }

    @Test
    void listsWhatItIsMadeOf() {
        HttpResponse<String> components = get("/actuator/sbom/application", VIEWER);
        assertThat(components.statusCode()).isEqualTo(200);
        assertThat(json(components).path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(components.body()).contains("pkg:maven/org.postgresql/postgresql@");
        assertThat(get("/actuator/sbom/application", "").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsNoSecretInAnAnswerALogOrAMetric(CapturedOutput output) {
        String signing = "whsec_" + "c2lnbmluZy1zaWduaW5nLXNpZ25pbmctc2lnbmluZy0=";
        // Its owner is shown it, this once.
        assertThat(send(
                                "POST",
                                "/api/v1/webhooks",
                                ADMIN,
                                "{\"url\": \"http://127.0.0.1:1/hook\", \"secret\": \"" + signing + "\"}")
                        .statusCode())
                .isEqualTo(201);
        List<String> answers = List.of(
                send("POST", "/api/v1/webhooks", ADMIN, "{\"secret\": \"" + signing + "\", ")
                        .body(),
                send("POST", "/api/v1/webhooks", ADMIN, "{\"secret\": \"" + signing + "x\"}")
                        .body(),
                get("/api/v1/webhooks", ADMIN).body(),
                get("/api/v1/audit", ADMIN).body(),
                get("/actuator", ADMIN).body(),
                get("/actuator/health", ADMIN).body(),
                get("/actuator/info", ADMIN).body(),
                get("/actuator/env", ADMIN).body(),
                get("/actuator/configprops", ADMIN).body(),
                get("/actuator/heapdump", ADMIN).body(),
                get("/actuator/prometheus", ADMIN).body(),
                get("/api/v1/workloads?token=" + VIEWER, ADMIN + "x").body(),
                get("/v3/api-docs", "").body());

        assertThat(List.of(ADMIN, VIEWER, TokenHash.of(ADMIN).text(), ENCRYPTION_KEY, signing))
                .allSatisfy(secret -> {
                    assertThat(answers).noneMatch(answer -> answer.contains(secret));
                    assertThat(output.getAll()).doesNotContain(secret);
                });
        assertThat(List.of("env", "configprops", "heapdump")).allSatisfy(endpoint -> assertThat(
                        get("/actuator/" + endpoint, ADMIN).statusCode())
                .isEqualTo(404));
    }

    private List<String> names(String token) {
        return json(get("/api/v1/workloads", token))
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }

    private void scaler(String token, String workload) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", grpc.getPort())
                .usePlaintext()
                .build();
        Metadata metadata = new Metadata();
        if (!token.isEmpty()) {
            metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        try {
            ExternalScalerGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .isActive(ScaledObjectRef.newBuilder()
                            .putScalerMetadata("workload", workload)
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    /** The status alone: some answers never end. */
    private int status(String operation, String token) {
        String[] parts = operation.split(" ", -1);
        String path = parts[1].replaceAll("\\{[a-zA-Z]+}", "orders-none");
        HttpResponse<InputStream> answer =
                exchange(parts[0], path, token, parts[0].matches("PUT|POST") ? "{}" : "", BodyHandlers.ofInputStream());
        try {
            answer.body().close();
        } catch (IOException gone) {
            // The service hung up first; the status is known all the same.
        }
        return answer.statusCode();
    }

    private HttpResponse<String> get(String path, String token) {
        return send("GET", path, token, "");
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        return exchange(method, path, token, body, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> exchange(
            String method, String path, String token, String body, HttpResponse.BodyHandler<T> reader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), reader);
        } catch (IOException unreachable) {
            throw new IllegalStateException(method + " " + path + " got no answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The least that is enough, and the most that is not. */
    private record Enough(String token, Optional<String> below) {

        static final Enough VIEWER = new Enough(ORDERS_VIEWER, Optional.empty());
        static final Enough OPERATOR = new Enough(ORDERS_OPERATOR, Optional.of(SecurityIT.VIEWER));
        static final Enough ADMIN = new Enough(ORDERS_ADMIN, Optional.of(SecurityIT.OPERATOR));
        static final Enough ADMIN_OF_ALL = new Enough(SecurityIT.ADMIN, Optional.of(ORDERS_ADMIN));
    }
}
