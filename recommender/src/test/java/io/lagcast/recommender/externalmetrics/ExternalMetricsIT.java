package io.lagcast.recommender.externalmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.ledger.Ledger;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ExternalMetricsIT extends RunningService {

    private static final String GROUP_VERSION = "/apis/external.metrics.k8s.io/v1beta1";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private Ledger ledger;

    private String workload = "";

    @BeforeEach
    void watchAWorkloadOfItsOwn(TestInfo test) {
        workload = "hpa-" + test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{\"minReplicas\": 0}");
    }

    @Test
    void isDiscovered() {
        JsonNode groups = json(get("/apis"));
        JsonNode group = json(get("/apis/external.metrics.k8s.io"));
        JsonNode resources = json(get(GROUP_VERSION));

        assertThat(groups.path("kind").asString()).isEqualTo("APIGroupList");
        assertThat(groups.path("groups").get(0).toString())
                .isEqualTo(
                        "{\"name\":\"external.metrics.k8s.io\","
                                + "\"versions\":[{\"groupVersion\":\"external.metrics.k8s.io/v1beta1\",\"version\":\"v1beta1\"}],"
                                + "\"preferredVersion\":{\"groupVersion\":\"external.metrics.k8s.io/v1beta1\",\"version\":\"v1beta1\"}}");
        assertThat(group.path("kind").asString()).isEqualTo("APIGroup");
        assertThat(group.path("preferredVersion").path("version").asString()).isEqualTo("v1beta1");
        assertThat(resources.toString())
                .isEqualTo(
                        "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"external.metrics.k8s.io/v1beta1\","
                                + "\"resources\":[{\"name\":\"lagcast-desired-replicas\",\"singularName\":\"\",\"namespaced\":true,"
                                + "\"kind\":\"ExternalMetricValueList\",\"verbs\":[\"get\"]}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json",
                "application/vnd.kubernetes.protobuf,application/json",
                "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
                "*/*"
            })
    void answersPlainJsonWhateverIsAccepted(String accepted) {
        for (String path : new String[] {"/apis", GROUP_VERSION, "/openapi/v2", "/openapi/v3"}) {
            HttpResponse<String> answer = get(path, "Accept", accepted);

            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).hasValueSatisfying(type -> assertThat(type)
                    .startsWith("application/json")
                    .doesNotContain("as="));
        }
    }

    @Test
    void servesTheCountInForceAsAQuantity() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = values("workload=" + workload);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\",\"metadata\":{},"
                                + "\"items\":[{\"metricName\":\"lagcast-desired-replicas\",\"metricLabels\":{\"workload\":\"%s\"},"
                                        .formatted(workload)
                                + "\"timestamp\":\"" + now.truncatedTo(ChronoUnit.SECONDS)
                                + "\",\"window\":0,\"value\":\"8\"}]}");
    }

    @Test
    void servesAZeroThatIsRecommended() {
        ledger.issue(workload, TestingMoves.move(now, 1, 0), TestingMoves.PROVENANCE);

        assertThat(json(values("workload=" + workload)).at("/items/0/value").asString())
                .isEqualTo("0");
    }

    @Test
    void keepsTheCountInForceUntilAPlannedMoveIsDue() {
        ledger.issue(workload, TestingMoves.planned(now, 5, 8, now.plusSeconds(200)), TestingMoves.PROVENANCE);

        assertThat(json(values("workload=" + workload)).at("/items/0/value").asString())
                .isEqualTo("5");
    }

    @Test
    void leavesOutWorkloadsWithoutARecommendation() {
        String other = workload + "-2";
        put("/api/v1/workloads/" + other, "{}");
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        JsonNode items =
                json(values("workload in (" + workload + "," + other + ")")).path("items");

        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).path("metricLabels").path("workload").asString())
                .isEqualTo(workload);
    }

    @Test
    void isUnavailableWhenNothingSelectedHasARecommendation() {
        HttpResponse<String> answer = values("workload=" + workload);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("15");
        JsonNode status = json(answer);
        assertThat(status.path("kind").asString()).isEqualTo("Status");
        assertThat(status.path("apiVersion").asString()).isEqualTo("v1");
        assertThat(status.path("status").asString()).isEqualTo("Failure");
        assertThat(status.path("reason").asString()).isEqualTo("ServiceUnavailable");
        assertThat(status.path("code").asInt()).isEqualTo(503);
        assertThat(status.path("message").asString()).contains(workload, "no recommendation in force");
        assertThat(status.path("details").path("retryAfterSeconds").asInt()).isEqualTo(15);
    }

    @Test
    void isUnavailableWhenWhatIsSelectedHasExpired() {
        ledger.issue(workload, TestingMoves.move(now.minus(Duration.ofHours(1)), 5, 8), TestingMoves.PROVENANCE);

        assertThat(values("workload=" + workload).statusCode()).isEqualTo(503);
    }

    @Test
    void doesNotFindWhatNobodyKnows() {
        failure(values("workload=nobody-knows-this"), 404, "NotFound", "No workload is selected");
        failure(get(GROUP_VERSION + "/namespaces/shop/lag"), 404, "NotFound", "no metric \"lag\"");
        failure(get("/apis/apps/v1"), 404, "NotFound", "nothing at /apis/apps/v1");
        failure(
                post(GROUP_VERSION + "/namespaces/shop/lagcast-desired-replicas", "{}"),
                405,
                "MethodNotAllowed",
                "POST");
    }

    @Test
    void refusesASelectorItCannotRead() {
        failure(values("workload in (" + workload), 400, "BadRequest", "expected \")\" but found its end");
    }

    @Test
    void describesItselfToAnApiServer() {
        JsonNode version2 = json(get("/openapi/v2"));
        HttpResponse<String> index = get("/openapi/v3");
        String address = json(index)
                .path("paths")
                .path("apis/external.metrics.k8s.io/v1beta1")
                .path("serverRelativeURL")
                .asString();
        HttpResponse<String> version3 = get(address);
        String path = GROUP_VERSION + "/namespaces/{namespace}/lagcast-desired-replicas";

        assertThat(version2.path("swagger").asString()).isEqualTo("2.0");
        assertThat(version2.path("paths").has(path)).isTrue();
        assertThat(json(version3).path("openapi").asString()).startsWith("3.0");
        assertThat(json(version3).path("paths").has(path)).isTrue();
        String tag = version3.headers().firstValue("ETag").orElseThrow();
        assertThat(get(address, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    private HttpResponse<String> values(String labelSelector) {
        return get(GROUP_VERSION + "/namespaces/shop/lagcast-desired-replicas?labelSelector="
                + URLEncoder.encode(labelSelector, StandardCharsets.UTF_8));
    }

    private static void failure(HttpResponse<String> answer, int code, String reason, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        JsonNode status = json(answer);
        assertThat(status.path("kind").asString()).isEqualTo("Status");
        assertThat(status.path("reason").asString()).isEqualTo(reason);
        assertThat(status.path("code").asInt()).isEqualTo(code);
        assertThat(status.path("message").asString()).contains(message);
    }
}
