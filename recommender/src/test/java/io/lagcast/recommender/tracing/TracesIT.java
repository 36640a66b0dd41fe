package io.lagcast.recommender.tracing;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static io.lagcast.recommender.tracing.TestingCollector.attributes;
import static io.lagcast.recommender.tracing.TestingCollector.id;
import static io.lagcast.recommender.tracing.TestingCollector.parentId;
import static io.lagcast.recommender.tracing.TestingCollector.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.webhooks.TestingReceiver;
import io.lagcast.recommender.webhooks.TestingReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with a Kafka cluster, a receiver of webhooks and a collector of traces. */
@Timeout(300)
class TracesIT {

    private static final String SOMEBODYS_TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SOMEBODYS_SPAN = "b7ad6b7169203331";

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final TestingReceiver RECEIVER = new TestingReceiver();
    private static final TestingCollector COLLECTOR = new TestingCollector();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    private static Optional<ConfigurableApplicationContext> service = Optional.empty();

    @BeforeAll
    static void start() {
        service = Optional.of(new SpringApplicationBuilder(LagcastApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.grpc.server.port=0",
                        "--spring.datasource.url=" + DATABASE.url(),
                        "--spring.datasource.username=" + DATABASE.user(),
                        "--spring.datasource.password=" + DATABASE.password(),
                        "--lagcast.data-dir=" + directory,
                        "--lagcast.persistence.flush-interval=50ms",
                        "--lagcast.webhooks.allowed-addresses=127.0.0.1",
                        "--lagcast.webhooks.poll-interval=50ms",
                        "--lagcast.collection.interval=250ms",
                        "--lagcast.kafka-outlet.cluster=default",
                        "--lagcast.kafka-outlet.topic=traced-recommendations",
                        "--kafka.bootstrap.servers=" + TestKafka.bootstrapServers(),
                        "--lagcast.workloads.orders.group=traced-orders",
                        "--lagcast.workloads.payments.group=traced-payments",
                        "--management.opentelemetry.tracing.export.otlp.endpoint=" + COLLECTOR.address(),
                        "--management.opentelemetry.tracing.export.schedule-delay=50ms",
                        "--management.opentelemetry.tracing.export.max-queue-size=64",
                        "--management.opentelemetry.tracing.export.max-batch-size=32",
                        "--management.tracing.sampling.probability=1"));
        assertThat(post("/api/v1/webhooks", "{\"url\": \"" + RECEIVER.url() + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        service.ifPresent(ConfigurableApplicationContext::close);
        COLLECTOR.close();
        RECEIVER.close();
    }

    @Test
    void followsASampleFromItsCollectionToTheWebhookAndTheTopic() {
        AtomicReference<List<Span>> found = new AtomicReference<>(List.of());
        await("a trace from end to end", () -> {
            whole().ifPresent(found::set);
            return !found.get().isEmpty();
        });

        List<Span> trace = found.get();
        Span collect = named("collect", trace);
        Span decide = named("decide", trace);
        Span publish = named("publish", trace);
        assertThat(collect.getParentSpanId().isEmpty()).isTrue();
        assertThat(parentId(decide)).isEqualTo(id(collect));
        assertThat(parentId(publish)).isEqualTo(id(decide));
        assertThat(trace)
                .filteredOn(span -> span.getName().equals("deliver"))
                .hasSize(2)
                .allSatisfy(deliver -> assertThat(parentId(deliver)).isEqualTo(id(publish)));
        assertThat(trace).allSatisfy(span -> assertThat(span.getEndTimeUnixNano())
                .isGreaterThanOrEqualTo(span.getStartTimeUnixNano()));
        assertThat(attributes(collect))
                .containsEntry("lagcast.cluster", "default")
                .containsEntry("lagcast.workload", attributes(decide).get("lagcast.workload"));
        assertThat(attributes(decide)).containsKeys("lagcast.action", "lagcast.desired_replicas", "lagcast.reason");
    }

    /** A sample that was read, what was decided on it, and both who were told. */
    private static Optional<List<Span>> whole() {
        List<Span> all = COLLECTOR.spans();
        return all.stream()
                .filter(span -> span.getName().equals("collect"))
                .map(collect -> all.stream()
                        .filter(span -> span.getTraceId().equals(collect.getTraceId()))
                        .toList())
                .filter(trace -> trace.size() == 5)
                .findFirst();
    }

    private static Span named(String name, List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysTheTraceInTheEventInTheRequestAndInTheLedger() {
        RECEIVER.forget(); // what was told of first may be forgotten by the collector
        await("a delivery in a trace", () -> told().isPresent());
        Received told = told().orElseThrow();
        JsonNode event = JsonMapper.shared().readTree(told.text());
        String[] issued = event.path("traceparent").asString().split("-", -1);
        String[] delivered = told.header("traceparent").split("-", -1);

        assertThat(issued).hasSize(4);
        assertThat(delivered).hasSize(4);
        assertThat(delivered[1]).isEqualTo(issued[1]);
        await("the span of this delivery", () -> COLLECTOR.spans().stream()
                .anyMatch(span -> id(span).equals(delivered[2])
                        && traceId(span).equals(issued[1])
                        && parentId(span).equals(issued[2])));
        assertThat(DATABASE.jdbc()
                        .sql("SELECT provenance_trace_id FROM v_recommendations WHERE recommendation_id = :id::uuid")
                        .param("id", event.path("id").asString())
                        .query(String.class)
                        .single())
                .isEqualTo(issued[1]);
        assertThat(JsonMapper.shared()
                        .readTree(get("/api/v1/workloads/orders/explanation").body())
                        .path("traceId")
                        .asString())
                .matches("[0-9a-f]{32}");
    }

    private static Optional<Received> told() {
        return RECEIVER.received().stream()
                .filter(request -> request.text().contains("io.lagcast.recommendation.v1"))
                .findFirst();
    }

    @Test
    void goesOnWithTheTraceOfWhoPushedASample() {
        put("/api/v1/workloads/pushed", "{}");

        // Later than any that is collected meanwhile, so that it counts.
        HttpResponse<String> answer = post(
                "/api/v1/workloads/pushed/samples",
                """
                {"time":"%s","replicas":{"desired":2,"ready":2},"groupState":"STABLE",
                 "partitions":[{"topic":"t","partition":0,"endOffset":1200,"committedOffset":1180}]}""".formatted(Instant.now().plusSeconds(60)),
                "traceparent",
                "00-" + SOMEBODYS_TRACE + "-" + SOMEBODYS_SPAN + "-01");

        assertThat(answer.body()).contains("\"accepted\":1");
        await("that it is told of", () -> somebodys("deliver").findFirst().isPresent());
        await("the request", () -> somebodys("http post").findFirst().isPresent());
        // It may end after it was told of.
        await("the decision", () -> somebodys("decide").findFirst().isPresent());
        Span request = somebodys("http post").findFirst().orElseThrow();
        assertThat(parentId(request)).isEqualTo(SOMEBODYS_SPAN);
        assertThat(somebodys("decide")).singleElement().satisfies(decide -> {
            assertThat(parentId(decide)).isEqualTo(id(request));
            assertThat(attributes(decide)).containsEntry("lagcast.workload", "pushed");
        });
    }

    private static Stream<Span> somebodys(String name) {
        return COLLECTOR.spans().stream()
                .filter(span -> traceId(span).equals(SOMEBODYS_TRACE))
                .filter(span -> span.getName().startsWith(name));
    }

    @Test
    void leavesOutProbesAndWhatTheServiceAsksItself() {
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        // Asked for again and again: a queue as short as this test's may lose one.
        await("a request after the probe", () -> {
            assertThat(get("/api/v1/workloads").statusCode()).isEqualTo(200);
            return isTraced("/api/v1/workloads");
        });
        assertThat(COLLECTOR.spans())
                .extracting(Span::getName)
                .allMatch(name -> name.startsWith("http ")
                        || List.of("collect", "decide", "publish", "deliver").contains(name))
                .noneMatch(name -> name.contains("actuator"));
    }

    private static boolean isTraced(String path) {
        return COLLECTOR.spans().stream()
                .anyMatch(span -> path.equals(attributes(span).get("uri")));
    }

    @Test
    void decidesAndTellsAsBeforeWhileTheCollectorHangs() {
        COLLECTOR.hang();
        await("that it hangs", COLLECTOR::hangs);
        int decided = decided();
        int received = RECEIVER.received().size();

        // More spans than the queue of this test holds.
        await("thirty decisions", () -> decided() >= decided + 30);
        await("that they are told", () -> RECEIVER.received().size() >= received + 30);
        assertThat(get("/api/v1/workloads/orders/recommendation").statusCode()).isEqualTo(200);

        COLLECTOR.forget();
        COLLECTOR.answer();
        await("traces again", () -> whole().isPresent());
    }

    private static int decided() {
        return DATABASE.jdbc()
                .sql("SELECT count(*) FROM recommendations")
                .query(Integer.class)
                .single();
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private static void put(String path, String body) {
        assertThat(send(request(path, "Content-Type", "application/json").PUT(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(201);
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path, "Content-Type", "application/json");
        return send((headers.length == 0 ? request : request.headers(headers)).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        String port = service.orElseThrow().getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IllegalStateException("The service does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
