package io.lagcast.recommender.webhooks;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.rest.TestingAdvice;
import io.lagcast.recommender.webhooks.TestingReceiver.Received;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class WebhookDeliveryIT extends RunningService {

    private static final String WEBHOOKS = "/api/v1/webhooks";

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    private final TestingReceiver receiver = new TestingReceiver();
    private final List<String> made = new ArrayList<>();
    private final String workload = "hooked-" + UUID.randomUUID();
    private Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void watch() {
        put("/api/v1/workloads/" + workload, "{}");
    }

    @AfterEach
    void clean() {
        made.forEach(id -> delete(WEBHOOKS + "/" + id));
        delete("/api/v1/workloads/" + workload);
        receiver.close();
    }

    @Test
    void tellsWhatTheApiTellsSignedAndAsACloudEvent() {
        JsonNode webhook = subscribe(receiver);
        Recommendation issued = issue();
        await("the delivery", () -> distinctEvents(receiver).size() == 1);

        Received request = told(receiver).getFirst();
        JsonNode event = JsonMapper.shared().readTree(request.text());
        assertThat(TestingVerifier.isSigned(request, webhook.path("secret").asString()))
                .isTrue();
        assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
        assertThat(Long.parseLong(request.header("webhook-timestamp")))
                .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("type").asString()).isEqualTo("io.lagcast.recommendation.v1");
        assertThat(event.path("id").asString()).isEqualTo(issued.id().toString());
        assertThat(event.path("source").asString()).isEqualTo("/api/v1/workloads/" + workload);
        assertThat(event.path("subject").asString()).isEqualTo(workload);
        assertThat(event.path("time").asString()).isEqualTo(issued.time().toString());
        assertThat(event.path("data")).isEqualTo(json(get("/api/v1/workloads/" + workload + "/recommendation")));
        await("its record", () -> deliveries(webhook, "?status=DELIVERED").size() == 1);
        JsonNode delivery = deliveries(webhook, "").get(0);
        assertThat(delivery.path("id").asString()).isEqualTo(request.header("webhook-id"));
        assertThat(delivery.path("lastResponseStatus").asInt()).isEqualTo(204);
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void asksTheReceiverFirstAndTellsNothingUntilItAgrees() {
        receiver.behave(TestingReceiver.status(401));
        JsonNode webhook = subscribe(receiver);
        assertThat(webhook.path("status").asString()).isEqualTo("PENDING");
        assertThat(webhook.path("lastError").asString()).contains("401");
        assertThat(post(path(webhook) + "/verification", "").statusCode()).isEqualTo(422);
        awaitStored(issue());

        receiver.behave(TestingReceiver.status(200));
        HttpResponse<String> verified = post(path(webhook) + "/verification", "");

        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(json(verified).path("status").asString()).isEqualTo("ACTIVE");
        Received handshake = receiver.received().getLast();
        assertThat(handshake.text()).contains("\"type\":\"io.lagcast.webhook.verification.v1\"");
        assertThat(TestingVerifier.isSigned(handshake, webhook.path("secret").asString()))
                .isTrue();
        Recommendation second = issue();
        await("the delivery", () -> !told(receiver).isEmpty());
        assertThat(told(receiver).getFirst().text()).contains(second.id().toString());
    }

    @Test
    void keepsTheOrderOfAWorkloadWhileTheReceiverFailsAndRecovers() {
        JsonNode webhook = subscribe(receiver);
        receiver.behave(TestingReceiver.status(500));
        List<String> issued =
                IntStream.range(0, 60).mapToObj(i -> issue().id().toString()).toList();
        await("failures", () -> told(receiver).size() >= 3);
        assertThat(told(receiver))
                .allSatisfy(request -> assertThat(request.text()).contains(issued.getFirst()));

        receiver.behave(TestingReceiver.silence());
        int failures = told(receiver).size();
        await("a hang", () -> told(receiver).size() > failures);
        receiver.forget();
        receiver.behave(TestingReceiver.status(200));
        await("all of them", () -> distinctEvents(receiver).size() == 60);

        assertThat(distinctEvents(receiver)).containsExactlyElementsOf(issued);
        assertThat(told(receiver)).allSatisfy(request -> assertThat(
                        TestingVerifier.isSigned(request, webhook.path("secret").asString()))
                .isTrue());
        await(
                "their records",
                () -> deliveries(webhook, "?status=DELIVERED&limit=100").size() == 60);
    }

    @Test
    void isNotHeldUpByAnotherReceiverThatHangs() {
        try (TestingReceiver hanging = new TestingReceiver()) {
            JsonNode stuck = subscribe(hanging);
            JsonNode well = subscribe(receiver);
            hanging.behave(TestingReceiver.silence());
            issue();
            await("the hang", () -> !told(hanging).isEmpty());
            issue();

            await("both", () -> distinctEvents(receiver).size() == 2);
            assertThat(deliveries(stuck, "?status=DELIVERED")).isEmpty();
            await("records", () -> deliveries(well, "?status=DELIVERED").size() == 2);
        }
    }

    @Test
    void tellsOnlyWhatWasAskedFor() {
        subscribe(receiver, "\"actions\": [\"SCALE_IN\"]");
        subscribe(receiver, "\"workloadPattern\": \"hooked_*\"");
        subscribe(receiver, "\"workloadPattern\": \"Hooked-*\"");
        String wanted = subscribe(receiver, "\"workloadPattern\": \"h??ked-*\", \"actions\": [\"HOLD\", \"SCALE_OUT\"]")
                .path("id")
                .asString();
        issue();
        ledger.issue("unhooked", TestingAdvice.scaleOut(next()), TestingAdvice.PROVENANCE);

        await("the delivery", () -> !told(receiver).isEmpty());
        await(
                "the record",
                () -> jdbc.sql("SELECT count(*) FROM webhook_outbox WHERE subscription = ANY (:made)")
                                .param("made", made.toArray(String[]::new))
                                .query(Integer.class)
                                .single()
                        == 1);
        assertThat(json(get(WEBHOOKS + "/" + wanted + "/deliveries")).path("items"))
                .hasSize(1);
    }

    @Test
    void signsWithBothSecretsAfterARotation() {
        JsonNode webhook = subscribe(receiver);
        String first = webhook.path("secret").asString();

        JsonNode rotated = json(post(path(webhook) + "/secrets", "{}"));
        String second = rotated.path("secret").asString();
        issue();
        await("the delivery", () -> distinctEvents(receiver).size() == 1);

        Received request = told(receiver).getFirst();
        assertThat(request.header("webhook-signature").split(" ", -1)).hasSize(2);
        assertThat(TestingVerifier.isSigned(request, first)).isTrue();
        assertThat(TestingVerifier.isSigned(request, second)).isTrue();
        assertThat(rotated.path("secrets").get(0).path("expiresAt").isNull()).isTrue();
        assertThat(rotated.path("secrets").get(1).path("expiresAt").asString()).isNotEmpty();

        String third = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";
        post(path(webhook) + "/secrets", "{\"secret\": \"" + third + "\"}");
        issue();
        await("the next", () -> distinctEvents(receiver).size() == 2);
        Received next = told(receiver).getLast();
        assertThat(TestingVerifier.isSigned(next, first)).isFalse();
        assertThat(TestingVerifier.isSigned(next, second)).isTrue();
        assertThat(TestingVerifier.isSigned(next, third)).isTrue();
    }

    @Test
    void neverShowsOrStoresASecretInTheClear() {
        JsonNode webhook = subscribe(receiver);
        String secret = webhook.path("secret").asString();

        assertThat(get(WEBHOOKS).body()).doesNotContain("whsec_");
        assertThat(get(path(webhook)).body()).doesNotContain("whsec_");
        byte[] sealed = jdbc.sql("SELECT sealed_secret FROM webhook_secrets WHERE subscription = :id")
                .param("id", webhook.path("id").asString())
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret.substring("whsec_".length(), 16));
    }

    @Test
    void parksWhatIsNotTakenInTimeGoesOnAndMakesItAgainWhenAsked() {
        JsonNode webhook = subscribe(receiver);
        AtomicReference<String> first = new AtomicReference<>("");
        receiver.behave((request, out) -> {
            first.compareAndSet("", event(request));
            TestingReceiver.status(first.get().equals(event(request)) ? 500 : 200)
                    .answer(request, out);
        });
        Recommendation refused = issue();
        Recommendation later = issue();

        await("attempts", () -> attempts(refused) > 2);
        endTimeOf(webhook);
        await("that it is parked", () -> deliveries(webhook, "?status=PARKED").size() == 1);
        await("the later one", () -> deliveries(webhook, "?status=DELIVERED").size() == 1);
        JsonNode parked = deliveries(webhook, "?status=PARKED").get(0);
        assertThat(parked.path("recommendationId").asString())
                .isEqualTo(refused.id().toString());
        assertThat(parked.path("attempts").asInt()).isGreaterThan(2);
        assertThat(parked.path("lastError").asString()).contains("500");
        assertThat(distinctEvents(receiver))
                .containsExactly(refused.id().toString(), later.id().toString());
        await("the gauge", () -> get("/actuator/prometheus").body().contains("lagcast_webhooks_parked 1.0"));

        receiver.behave(TestingReceiver.status(200));
        receiver.forget();
        String redeliver = path(webhook) + "/deliveries/" + parked.path("id").asString() + "/redeliver";
        assertThat(post(redeliver, "").statusCode()).isEqualTo(202);

        await("both", () -> deliveries(webhook, "?status=DELIVERED").size() == 2);
        assertThat(told(receiver).getFirst().header("webhook-id"))
                .isEqualTo(parked.path("id").asString());
        assertThat(get("/actuator/prometheus").body())
                .contains("lagcast_webhooks_attempts_total{outcome=\"delivered\"}");
    }

    @Test
    void stopsTellingAReceiverThatIsGoneUntilItIsVerifiedAgain() {
        JsonNode webhook = subscribe(receiver);
        receiver.behave(TestingReceiver.status(410));
        issue();
        await("that it is disabled", () -> status(webhook).equals("DISABLED"));
        issue();
        JsonNode parked = deliveries(webhook, "?status=PARKED").get(0);
        String redeliver = path(webhook) + "/deliveries/" + parked.path("id").asString() + "/redeliver";
        assertThat(post(redeliver, "").statusCode()).isEqualTo(409);

        receiver.behave(TestingReceiver.status(200));
        assertThat(post(path(webhook) + "/verification", "").statusCode()).isEqualTo(200);
        receiver.forget();
        assertThat(post(redeliver, "").statusCode()).isEqualTo(202);

        // What was issued while nobody was told may reach the outbox after the verification, and is then told as well.
        String id = parked.path("id").asString();
        await("it", () -> told(receiver).stream()
                .anyMatch(it -> it.header("webhook-id").equals(id)));
        assertThat(status(webhook)).isEqualTo("ACTIVE");
    }

    @Test
    void pagesThroughDeliveries() {
        JsonNode webhook = subscribe(receiver);
        List<String> issued =
                IntStream.range(0, 5).mapToObj(i -> issue().id().toString()).toList();
        await("all", () -> deliveries(webhook, "?status=DELIVERED").size() == 5);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(get(path(webhook) + "/deliveries?limit=2" + cursor));
            page.path("items")
                    .forEach(item -> seen.add(item.path("recommendationId").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(issued);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        JsonNode webhook = subscribe(receiver);

        assertThat(add("{}")).contains("400 url");
        assertThat(add("{\"url\": \"ftp://example.com/\"}")).contains("400 url");
        assertThat(add("{\"url\": \"http://user:pass@example.com/\"}")).contains("400 url");
        assertThat(add("{\"url\": \"http:///nowhere\"}")).contains("400 url");
        assertThat(add("{\"url\": 7}")).contains("400 url");
        assertThat(add("{\"url\": \"http://example.com/\", \"action\": []}")).contains("400 action");
        assertThat(add("{\"url\": \"http://example.com/\", \"actions\": [\"JUMP\"]}"))
                .contains("400 actions");
        assertThat(add("{\"url\": \"http://example.com/\", \"workloadPattern\": \"%\"}"))
                .contains("400 workloadPattern");
        assertThat(add("{\"url\": \"http://example.com/\", \"secret\": \"whsec_c2hvcnQ=\"}"))
                .contains("400 secret")
                .doesNotContain("c2hvcnQ");
        assertThat(post(WEBHOOKS, "[]").statusCode()).isEqualTo(400);
        assertThat(post(WEBHOOKS, "{\"url\": \"" + "x".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(get(WEBHOOKS + "/nobody").statusCode()).isEqualTo(404);
        assertThat(delete(WEBHOOKS + "/nobody").statusCode()).isEqualTo(404);
        assertThat(post(WEBHOOKS + "/nobody/verification", "").statusCode()).isEqualTo(404);
        assertThat(post(WEBHOOKS + "/nobody/secrets", "{}").statusCode()).isEqualTo(404);
        assertThat(get(WEBHOOKS + "/nobody/deliveries").statusCode()).isEqualTo(404);
        assertThat(get(path(webhook) + "/deliveries?status=LOST").statusCode()).isEqualTo(400);
        assertThat(get(path(webhook) + "/deliveries?cursor=nonsense").statusCode())
                .isEqualTo(400);
        assertThat(get(path(webhook) + "/deliveries?limit=0").statusCode()).isEqualTo(400);
        assertThat(post(path(webhook) + "/deliveries/nothing/redeliver", "").statusCode())
                .isEqualTo(404);
        assertThat(post(path(webhook) + "/deliveries/" + UUID.randomUUID() + "/redeliver", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAnAddressThatIsNotPermittedAndKeepsNothingOfIt() {
        for (String url :
                List.of("http://127.0.0.2:1/", "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/")) {
            assertThat(add("{\"url\": \"" + url + "\"}")).as(url).startsWith("422");
        }
        assertThat(get(WEBHOOKS).body()).doesNotContain("169.254");
    }

    @Test
    void tellsNothingMoreOnceRemoved() {
        JsonNode webhook = subscribe(receiver);
        receiver.behave(TestingReceiver.status(500));
        issue();
        await("a failure", () -> !told(receiver).isEmpty());

        assertThat(delete(path(webhook)).statusCode()).isEqualTo(204);

        assertThat(get(path(webhook)).statusCode()).isEqualTo(404);
        await(
                "that nothing is left",
                () -> jdbc.sql("SELECT count(*) FROM webhook_outbox WHERE subscription = :id")
                                .param("id", webhook.path("id").asString())
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    private Recommendation issue() {
        return ledger.issue(workload, TestingAdvice.scaleOut(next()), TestingAdvice.PROVENANCE);
    }

    private void awaitStored(Recommendation issued) {
        await(
                "that it is stored",
                () -> ledger.find(Map.of(issued.id(), issued.time())).size() == 1);
    }

    private Instant next() {
        time = time.plusMillis(1);
        return time;
    }

    private JsonNode subscribe(TestingReceiver to, String... more) {
        String fields = more.length == 0 ? "\"workloadPattern\": \"" + workload + "\"" : more[0];
        HttpResponse<String> answer = post(WEBHOOKS, "{\"url\": \"" + to.url() + "\", " + fields + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        made.add(json(answer).path("id").asString());
        return json(answer);
    }

    /** Status and first field at fault. */
    private String add(String body) {
        HttpResponse<String> answer = post(WEBHOOKS, body);
        return answer.statusCode() + " "
                + json(answer).path("errors").path(0).path("field").asString("") + " " + answer.body();
    }

    private static String path(JsonNode webhook) {
        return WEBHOOKS + "/" + webhook.path("id").asString();
    }

    private String status(JsonNode webhook) {
        return json(get(path(webhook))).path("status").asString();
    }

    private List<JsonNode> deliveries(JsonNode webhook, String query) {
        return json(get(path(webhook) + "/deliveries" + query))
                .path("items")
                .valueStream()
                .toList();
    }

    private long attempts(Recommendation issued) {
        return told(receiver).stream()
                .filter(request -> event(request).equals(issued.id().toString()))
                .count();
    }

    /** As if what waits had waited for as long as it may. */
    private void endTimeOf(JsonNode webhook) {
        jdbc.sql("UPDATE webhook_outbox SET give_up_at = now() WHERE subscription = :id AND status = 'PENDING'")
                .param("id", webhook.path("id").asString())
                .update();
    }

    /** Everything but verifications. */
    private static List<Received> told(TestingReceiver receiver) {
        return receiver.received().stream()
                .filter(request -> request.text().contains("io.lagcast.recommendation.v1"))
                .toList();
    }

    private static List<String> distinctEvents(TestingReceiver receiver) {
        return told(receiver).stream().map(WebhookDeliveryIT::event).distinct().toList();
    }

    /** Identifier of the event. */
    private static String event(Received request) {
        return JsonMapper.shared().readTree(request.text()).path("id").asString();
    }
}
