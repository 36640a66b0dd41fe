package io.lagcast.recommender.rest;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WorkloadResourceIT extends RunningService {

    private static final String WORKLOADS = "/api/v1/workloads/";

    private static final String SAMPLE = """
            {"time": "2026-01-01T00:00:15Z", "replicas": null, "groupState": "STABLE",
             "partitions": [{"topic": "t", "partition": 0, "endOffset": 12, "committedOffset": 11}]}""";

    @Test
    void addsReplacesShowsListsAndRemovesAWorkload() {
        HttpResponse<String> added = put(WORKLOADS + "life-cycle", "{\"maxReplicas\": 40, \"group\": \"orders\"}");
        HttpResponse<String> replaced = put(WORKLOADS + "life-cycle", "{\"maxReplicas\": 41}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains(WORKLOADS + "life-cycle");
        assertThat(json(added).path("group").asString()).isEqualTo("orders");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(json(get(WORKLOADS + "life-cycle"))).isEqualTo(json(replaced));
        assertThat(json(replaced).path("maxReplicas").asInt()).isEqualTo(41);
        assertThat(json(replaced).path("group").asString()).isEqualTo("life-cycle");
        assertThat(json(get("/api/v1/workloads")).path("items").valueStream().map(item -> item.path("name")
                        .asString()))
                .contains("life-cycle", "configured.v1");
        assertThat(delete(WORKLOADS + "life-cycle").statusCode()).isEqualTo(204);
        assertThat(get(WORKLOADS + "life-cycle").statusCode()).isEqualTo(404);
    }

    @Test
    void writesEveryFieldAsItWasMeant() {
        String body = """
                {"cluster": "default", "group": "g", "topics": ["a", "b"], "mode": "PAUSED", "minReplicas": 2, "maxReplicas": 9,
                 "objective": {"lagTime": "90s", "attainment": "99.5%"}, "latePenalty": 7, "threadsPerReplica": 3,
                 "priors": {"throughputPerReplica": 500, "startUp": "PT1M", "protocol": "SERVER_ASSIGNED", "assignor": "UNIFORM",
                  "sessionTimeout": "50s"},
                 "price": {"replicaHour": 0.25, "currency": "EUR"}}""";

        JsonNode written = json(put(WORKLOADS + "every-field", body));

        assertThat(written.path("topics").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(written.path("mode").asString()).isEqualTo("PAUSED");
        assertThat(written.path("objective").toString())
                .isEqualTo("{\"lagTime\":\"PT1M30S\",\"attainment\":\"99.5%\"}");
        assertThat(written.path("priors").toString())
                .isEqualTo(
                        "{\"throughputPerReplica\":500.0,\"startUp\":\"PT1M\",\"protocol\":\"SERVER_ASSIGNED\",\"assignor\":\"UNIFORM\","
                                + "\"sessionTimeout\":\"PT50S\"}");
        assertThat(written.path("price").toString()).isEqualTo("{\"replicaHour\":0.25,\"currency\":\"EUR\"}");
        assertThat(written.path("origin").asString()).isEqualTo("API");
        assertThat(written.path("status").path("lagRecords").isNull()).isTrue();
        assertThat(put(WORKLOADS + "every-field", written.toString()).statusCode())
                .as("what was read can be put back")
                .isEqualTo(200);
    }

    @Test
    void namesEveryMistakeOfABody() {
        HttpResponse<String> refused = put(
                WORKLOADS + "mistaken",
                "{\"minReplica\": 3, \"maxReplicas\": \"many\", \"objective\": {\"lagTime\": \"30\"}}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(refused);
        assertThat(problem.path("type").asString()).isEqualTo("urn:lagcast:problem:invalid-workload");
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("instance").asString()).isEqualTo(WORKLOADS + "mistaken");
        assertThat(problem.path("errors").valueStream().map(error -> error.path("field")
                        .asString()))
                .containsExactlyInAnyOrder("minReplica", "maxReplicas", "objective.lagTime");
        assertThat(problem.path("detail").asString()).contains("(and 2 more, see errors)");
    }

    @Test
    void refusesANameThatCannotBeOne() {
        HttpResponse<String> refused = put(WORKLOADS + "a%20b", "{}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("detail").asString()).contains("\"a b\"").contains("A-Z a-z 0-9 . _ -");
    }

    @Test
    void refusesABodyThatNamesAnotherWorkload() {
        HttpResponse<String> refused = put(WORKLOADS + "one", "{\"name\": \"two\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("detail").asString()).contains("\"two\"").contains("\"one\"");
    }

    @Test
    void saysWhereABodyIsNotJson() {
        HttpResponse<String> refused = put(WORKLOADS + "mistaken", "{\"maxReplicas\":\n 3,,}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("type").asString()).isEqualTo("urn:lagcast:problem:unreadable-body");
        assertThat(json(refused).path("detail").asString()).contains("line 2");
    }

    @Test
    void refusesAFieldGivenTwiceAnArrayAndNothing() {
        assertThat(json(put(WORKLOADS + "mistaken", "{\"maxReplicas\": 3, \"maxReplicas\": 4}"))
                        .path("detail")
                        .asString())
                .contains("maxReplicas");
        assertThat(put(WORKLOADS + "mistaken", "[]").statusCode()).isEqualTo(400);
        assertThat(json(put(WORKLOADS + "mistaken", "")).path("detail").asString())
                .contains("JSON body is required");
    }

    @Test
    void refusesABodyOfAnotherKindOrTooLarge() {
        HttpResponse<String> text = send(
                request(WORKLOADS + "mistaken", "Content-Type", "text/plain").PUT(BodyPublishers.ofString("{}")));
        HttpResponse<String> large = put(WORKLOADS + "mistaken", "{\"group\": \"" + "x".repeat(70_000) + "\"}");
        HttpResponse<String> chunked = send(request(WORKLOADS + "mistaken", "Content-Type", "application/json")
                .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                        ("{\"group\": \"" + "x".repeat(70_000)).getBytes(java.nio.charset.StandardCharsets.UTF_8)))));

        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(json(text).path("detail").asString()).contains("text/plain").contains("application/json");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(json(large).path("detail").asString()).contains("64 kB");
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void sendsNothingTwiceToWhoHasItAlready() {
        put(WORKLOADS + "tagged", "{}");
        for (String path : List.of(
                "/api/v1/workloads", WORKLOADS + "tagged", WORKLOADS + "tagged/recommendations", "/api/v1/webhooks")) {
            // Between the two a decision about a workload of another test may be made.
            await(path + " to stay as it is", () -> {
                HttpResponse<String> first = get(path);
                assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
                String tag = first.headers().firstValue("ETag").orElse("none");
                HttpResponse<String> again = get(path, "If-None-Match", tag);
                return again.statusCode() == 304 && again.body().isEmpty();
            });
        }
        String before = tag("tagged");
        put(WORKLOADS + "tagged", "{\"maxReplicas\": 3}");
        assertThat(get(WORKLOADS + "tagged", "If-None-Match", before).statusCode())
                .isEqualTo(200);
    }

    @Test
    void overwritesAndRemovesOnlyWhatItsCallerHasSeen() {
        assertThat(putIf("guarded", "{}", "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(putIf("guarded", "{}", "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertThat(putIf("guarded", "{}", "If-None-Match", "*").statusCode()).isEqualTo(412);
        String seen = tag("guarded");
        post(WORKLOADS + "guarded/samples", SAMPLE); // no change of the definition
        assertThat(tag("guarded")).isNotEqualTo(seen);
        assertThat(putIf("guarded", "{\"maxReplicas\": 5}", "If-Match", seen).statusCode())
                .isEqualTo(200);

        HttpResponse<String> late = putIf("guarded", "{\"maxReplicas\": 6}", "If-Match", seen);

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(json(late).path("errors").path(0).path("field").asString()).isEqualTo("If-Match");
        assertThat(json(late).path("errors").path(0).path("value").asString()).contains(seen.replace("\"", ""));
        assertThat(json(get(WORKLOADS + "guarded")).path("maxReplicas").asInt()).isEqualTo(5);
        assertThat(deleteIf("guarded", seen).statusCode()).isEqualTo(412);
        assertThat(deleteIf("guarded", "W/" + tag("guarded")).statusCode()).isEqualTo(412);
        assertThat(deleteIf("guarded", "no tag").statusCode()).isEqualTo(400);
        assertThat(deleteIf("configured.v1", "*").statusCode()).isEqualTo(409);
        assertThat(deleteIf("guarded", "\"other\", " + tag("guarded")).statusCode())
                .isEqualTo(204);
    }

    private String tag(String workload) {
        return get(WORKLOADS + workload).headers().firstValue("ETag").orElse("none");
    }

    private HttpResponse<String> putIf(String workload, String body, String header, String value) {
        return send(request(WORKLOADS + workload, "Content-Type", "application/json", header, value)
                .PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> deleteIf(String workload, String value) {
        return send(request(WORKLOADS + workload, "If-Match", value).DELETE());
    }

    @Test
    void listsPageByPage() {
        List<String> names = List.of("paged-a", "paged-b", "paged-c");
        names.forEach(name -> put(WORKLOADS + name, "{}"));
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(get("/api/v1/workloads?limit=2" + cursor));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(item -> found.add(item.path("name").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(found).isSorted().containsAll(names).doesNotHaveDuplicates();
        assertThat(get("/api/v1/workloads?cursor=%C3%A4").statusCode()).isEqualTo(400);
        names.forEach(name -> delete(WORKLOADS + name));
    }

    @Test
    void refusesToChangeWhatTheConfigurationDefines() {
        assertThat(json(get(WORKLOADS + "configured.v1")).path("maxReplicas").asInt())
                .isEqualTo(7);
        assertThat(json(get(WORKLOADS + "configured.v1")).path("origin").asString())
                .isEqualTo("CONFIGURATION");
        assertThat(put(WORKLOADS + "configured.v1", "{}").statusCode()).isEqualTo(409);
        assertThat(delete(WORKLOADS + "configured.v1").statusCode()).isEqualTo(409);
        assertThat(json(delete(WORKLOADS + "configured.v1")).path("detail").asString())
                .contains("application.yaml");
    }

    @Test
    void namesTheNearestWorkloadForAnUnknownOne() {
        HttpResponse<String> missing = get(WORKLOADS + "configured.v2");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).path("detail").asString())
                .contains("\"configured.v2\"")
                .contains("\"configured.v1\"");
        assertThat(delete(WORKLOADS + "nobody-knows-this").statusCode()).isEqualTo(404);
    }

    @Test
    void answersWrongPathsMethodsAndFormatsWithProblems() {
        assertThat(json(get("/api/v1/nonsense")).path("detail").asString()).contains("/api/v1/nonsense");
        assertThat(get("/api/v1/nonsense").statusCode()).isEqualTo(404);
        assertThat(send(request("/api/v1/workloads").DELETE()).statusCode()).isEqualTo(405);
        assertThat(send(request("/api/v1/workloads").DELETE()).headers().firstValue("Allow"))
                .isPresent();
        assertThat(get("/api/v1/workloads", "Accept", "application/xml").statusCode())
                .isEqualTo(406);
        assertThat(json(get("/api/v1/workloads", "Accept", "application/xml"))
                        .path("detail")
                        .asString())
                .contains("application/xml");
        assertThat(json(get("/api/v1/workloads?limited=3"))
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("limited");
    }
}
