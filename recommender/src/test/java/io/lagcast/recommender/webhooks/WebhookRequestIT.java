package io.lagcast.recommender.webhooks;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How subscriptions are asked for: once however often it is sent, and with either handshake. */
@Timeout(300)
class WebhookRequestIT extends RunningService {

    private static final String WEBHOOKS = "/api/v1/webhooks";

    @Autowired
    private Ledger ledger;

    private final TestingReceiver receiver = new TestingReceiver();
    private final List<String> made = new ArrayList<>();
    private final String workload = "requested-" + UUID.randomUUID();

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
    void addsOneWebhookHoweverOftenTheRequestIsSent() {
        String body = "{\"url\": \"" + receiver.url() + "\", \"workloadPattern\": \"" + workload + "\"}";
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = addWithKey(body, key);
        HttpResponse<String> again = addWithKey(body, key);
        HttpResponse<String> other = addWithKey(body.replace(workload, "*"), key);

        made.add(json(first).path("id").asString());
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(receiver.received()).hasSize(1);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("errors").path(0).path("field").asString()).isEqualTo("Idempotency-Key");
        assertThat(addWithKey(body, "two words").statusCode()).isEqualTo(400);
        assertThat(delete(path(json(first))).statusCode()).isEqualTo(204);
        HttpResponse<String> afresh = addWithKey(body, key);
        made.add(json(afresh).path("id").asString());
        assertThat(json(afresh).path("id")).isNotEqualTo(json(first).path("id"));
    }

    private HttpResponse<String> addWithKey(String body, String key) {
        return send(request(WEBHOOKS, "Content-Type", "application/json", "Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void rotatesToAGivenSecretOnce() {
        JsonNode webhook = subscribe("");
        String body = "{\"secret\": \"whsec_" + "QUJD".repeat(10) + "\"}";

        assertThat(post(path(webhook) + "/secrets", body).statusCode()).isEqualTo(201);
        HttpResponse<String> again = post(path(webhook) + "/secrets", body);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again).path("secrets")).hasSize(2);
    }

    @Test
    void listsPageByPage() {
        List<String> ids = Stream.generate(() -> subscribe("").path("id").asString())
                .limit(3)
                .toList();

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(get(WEBHOOKS + "?limit=2" + cursor));
            assertThat(page.path("items").size()).isBetween(1, 2);
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(ids);
        assertThat(json(get(WEBHOOKS)).path("items")).hasSize(seen.size());
        assertThat(get(WEBHOOKS + "?cursor=first").statusCode()).isEqualTo(400);
    }

    @Test
    void asksByOptionsWhereTheReceiverSpeaksCloudEvents() {
        JsonNode silent = subscribe(", \"handshake\": \"CLOUDEVENTS\"");
        assertThat(silent.path("status").asString()).isEqualTo("PENDING");
        assertThat(silent.path("lastError").asString()).contains("WebHook-Allowed-Origin");
        receiver.behave(TestingReceiver.status(200, "WebHook-Allowed-Origin: somebody-else"));
        assertThat(post(path(silent) + "/verification", "").statusCode()).isEqualTo(422);

        receiver.behave(TestingReceiver.status(200, "WebHook-Allowed-Origin: lagcast"));
        HttpResponse<String> verified = post(path(silent) + "/verification", "");

        assertThat(json(verified).path("status").asString()).isEqualTo("ACTIVE");
        assertThat(receiver.received()).allSatisfy(asked -> {
            assertThat(asked.header(":method")).isEqualTo("OPTIONS");
            assertThat(asked.header("webhook-request-origin")).isEqualTo("lagcast");
        });
        ledger.issue(
                workload,
                TestingAdvice.scaleOut(Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                TestingAdvice.PROVENANCE);
        await("the delivery", () -> receiver.received().getLast().text().contains("io.lagcast.recommendation.v1"));
    }

    private JsonNode subscribe(String more) {
        HttpResponse<String> answer = post(
                WEBHOOKS,
                "{\"url\": \"" + receiver.url() + "\", \"workloadPattern\": \"" + workload + "\"" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        made.add(json(answer).path("id").asString());
        return json(answer);
    }

    private static String path(JsonNode webhook) {
        return WEBHOOKS + "/" + webhook.path("id").asString();
    }
}
