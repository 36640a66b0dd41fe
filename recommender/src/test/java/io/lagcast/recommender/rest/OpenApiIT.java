package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiIT extends RunningService {

    /** The paths of the HTTP contract that this module serves, each with its methods. */
    private static final Map<String, List<String>> CONTRACT = Map.ofEntries(
            Map.entry("/api/v1/workloads", List.of("get")),
            Map.entry("/api/v1/workloads/{name}", List.of("delete", "get", "put")),
            Map.entry("/api/v1/workloads/{name}/recommendation", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/recommendations", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/explanation", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/forecast", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/forecast/models", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/history", List.of("get")),
            Map.entry("/api/v1/workloads/{name}/samples", List.of("post")),
            Map.entry("/api/v1/workloads/{name}/production", List.of("post")),
            Map.entry("/api/v1/workloads/{name}/replays", List.of("get", "post")),
            Map.entry("/api/v1/workloads/{name}/replays/{id}", List.of("delete", "get")),
            Map.entry("/api/v1/webhooks", List.of("get", "post")),
            Map.entry("/api/v1/webhooks/{id}", List.of("delete", "get")),
            Map.entry("/api/v1/webhooks/{id}/verification", List.of("post")),
            Map.entry("/api/v1/webhooks/{id}/secrets", List.of("post")),
            Map.entry("/api/v1/webhooks/{id}/deliveries", List.of("get")),
            Map.entry("/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver", List.of("post")),
            Map.entry("/api/v1/events", List.of("get")),
            Map.entry("/keda/workloads/{name}", List.of("get")),
            Map.entry("/wpa/recommendation", List.of("post")));

    @Test
    void describesThePathsOfTheContract() {
        JsonNode api = json(get("/v3/api-docs"));

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        CONTRACT.forEach(
                (path, methods) -> assertThat(api.path("paths").path(path).propertyNames())
                        .as(path)
                        .containsExactlyInAnyOrderElementsOf(methods));
    }

    @Test
    void describesEveryOperationWithItsAnswersAndProblems() {
        json(get("/v3/api-docs"))
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    assertThat(operation.path("summary").asString())
                            .as(method + " " + path)
                            .isNotEmpty();
                    JsonNode problem = operation
                            .path("responses")
                            .path("400")
                            .path("content")
                            .path("application/problem+json");
                    assertThat(problem.path("schema").path("$ref").asString())
                            .as(method + " " + path)
                            .endsWith("/Problem");
                    assertThat(operation.path("responses").propertyNames())
                            .as(method + " " + path)
                            .anyMatch(status -> status.startsWith("2"));
                }));
    }

    @Test
    void describesHowPagesGoOn() {
        JsonNode paths = json(get("/v3/api-docs")).path("paths");

        for (String path : List.of(
                "/api/v1/workloads",
                "/api/v1/workloads/{name}/recommendations",
                "/api/v1/audit",
                "/api/v1/webhooks",
                "/api/v1/webhooks/{id}/deliveries")) {
            assertThat(paths.path(path).path("get").path("parameters").values().stream()
                            .filter(parameter ->
                                    "query".equals(parameter.path("in").asString()))
                            .map(parameter -> parameter.path("name").asString()))
                    .as(path)
                    .contains("cursor", "limit");
        }
    }

    @Test
    void describesTheFieldsOfAWorkload() {
        JsonNode fields = json(get("/v3/api-docs"))
                .path("components")
                .path("schemas")
                .path("WorkloadJson")
                .path("properties");

        assertThat(fields.propertyNames()).contains("name", "minReplicas", "objective", "priors", "status");
        assertThat(fields.path("minReplicas").path("description").asString()).isNotEmpty();
    }

    @Test
    void describesTheFieldsOfForecastQuality() {
        JsonNode schemas = json(get("/v3/api-docs")).path("components").path("schemas");

        Map.of(
                        "ModelJson", List.of("from", "to", "relativeToLastValue", "weight", "chosen", "levels"),
                        "LevelJson", List.of("level", "loss", "coverage"),
                        "ArrivalForecastJson", List.of("step", "quantiles", "peak"),
                        "PeakJson", List.of("within", "quantiles"))
                .forEach((schema, fields) -> assertThat(fields).allSatisfy(field -> assertThat(schemas.path(schema)
                                .path("properties")
                                .path(field)
                                .path("description")
                                .asString())
                        .as(schema + "." + field)
                        .isNotEmpty()));
    }

    @Test
    void describesWebhooksWithTheirFieldsAndProblems() {
        JsonNode api = json(get("/v3/api-docs"));
        JsonNode schemas = api.path("components").path("schemas");

        Map.of(
                        "SubscriptionJson", List.of("id", "url", "status", "secret", "secrets"),
                        "DeliveryJson", List.of("id", "status", "attempts", "lastError"))
                .forEach((schema, fields) -> assertThat(fields).allSatisfy(field -> assertThat(schemas.path(schema)
                                .path("properties")
                                .path(field)
                                .path("description")
                                .asString())
                        .as(schema + "." + field)
                        .isNotEmpty()));
        Map.of(
                        "/api/v1/webhooks", List.of("201", "400", "409", "413", "415", "422"),
                        "/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver", List.of("202", "404", "409"))
                .forEach((path, statuses) -> assertThat(api.path("paths")
                                .path(path)
                                .path("post")
                                .path("responses")
                                .propertyNames())
                        .as(path)
                        .containsAll(statuses));
    }

    @Test
    void describesTheFieldsThatExecutorsRead() {
        JsonNode schemas = json(get("/v3/api-docs")).path("components").path("schemas");

        Map.of(
                        "DesiredReplicas", List.of("desiredReplicas"),
                        "WpaReply",
                                List.of(
                                        "timestamp",
                                        "targetReplicas",
                                        "lowerBoundReplicas",
                                        "upperBoundReplicas",
                                        "reason"),
                        "WpaRequest", List.of("targetRef", "settings"),
                        "RecommendationJson", List.of("warnings"),
                        "WorkloadJson", List.of("channel", "channelTolerance", "channelMaxStepOut", "channelMaxStepIn"))
                .forEach((schema, fields) -> assertThat(fields).allSatisfy(field -> assertThat(
                                schemas.path(schema).path("properties").has(field))
                        .as(schema + "." + field)
                        .isTrue()));
    }

    @Test
    void leavesTheKubernetesApiToItsOwnDescription() {
        assertThat(json(get("/v3/api-docs")).path("paths").propertyNames())
                .noneMatch(path -> path.startsWith("/apis") || path.startsWith("/openapi"));
    }

    @Test
    void servesAPageToReadItWith() {
        assertThat(get("/swagger-ui.html").statusCode()).isIn(200, 302);
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }
}
