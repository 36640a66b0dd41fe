package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;

class SampleResourceIT extends RunningService {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private String workload = "";

    @BeforeEach
    void watchAWorkloadOfItsOwn(TestInfo test) {
        workload = test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{}");
    }

    @Test
    void takesOneSampleAndShowsWhatItSays() {
        HttpResponse<String> first = push(sample(now.minusSeconds(30), 1000, 900));
        HttpResponse<String> second = push(sample(now.minusSeconds(15), 1300, 1200));

        assertThat(first.body()).isEqualTo("{\"accepted\":1,\"ignored\":0}");
        assertThat(second.statusCode()).isEqualTo(200);
        JsonNode status = json(get("/api/v1/workloads/" + workload)).path("status");
        assertThat(status.path("lastSampleAt").asString())
                .isEqualTo(now.minusSeconds(15).toString());
        assertThat(status.path("lagRecords").asDouble()).isEqualTo(100);
        assertThat(status.path("productionRate").asDouble()).isEqualTo(20);
        assertThat(status.path("currentReplicas").asInt()).isEqualTo(5);
        assertThat(status.path("groupState").asString()).isEqualTo("STABLE");
    }

    @Test
    void takesManyAndIgnoresThoseItHas() {
        String both =
                "[" + sample(now.minusSeconds(30), 1000, 900) + "," + sample(now.minusSeconds(15), 1300, 1200) + "]";

        assertThat(push(both).body()).isEqualTo("{\"accepted\":2,\"ignored\":0}");
        assertThat(push(both).body()).isEqualTo("{\"accepted\":0,\"ignored\":2}");
        assertThat(push("[]").body()).isEqualTo("{\"accepted\":0,\"ignored\":0}");
    }

    @Test
    void servesThemAsHistory() {
        Instant from = now.minusSeconds(60);
        push("[" + sample(from, 1000, 900) + "," + sample(from.plusSeconds(15), 1300, 1200) + ","
                + sample(from.plusSeconds(30), 1600, 1500) + "]");

        JsonNode history = json(get(
                "/api/v1/workloads/" + workload + "/history?step=15s&from=" + from.minusSeconds(60) + "&to=" + now));

        assertThat(history.path("step").asString()).isEqualTo("PT15S");
        assertThat(history.path("points")
                        .valueStream()
                        .map(point -> point.path("lagRecords"))
                        .filter(JsonNode::isNumber))
                .isNotEmpty()
                .allMatch(lag -> lag.asDouble() == 100);
    }

    @Test
    void takesNoneWhenOneCannotBeReadAndNamesEachMistake() {
        String wrong = sample(now.minusSeconds(15), 1300, 1200).replace("1300", "\"many\"");
        String foreign = sample(now, 1300, 1200).replace("{\"time\"", "{\"workload\":\"other\",\"time\"");

        HttpResponse<String> refused =
                push("[" + sample(now.minusSeconds(30), 1000, 900) + "," + wrong + "," + foreign + "]");

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode errors = json(refused).path("errors");
        assertThat(errors.get(0).path("field").asString()).isEqualTo("[1].partitions[0].endOffset");
        assertThat(errors.get(0).path("value").asString()).isEqualTo("\"many\"");
        assertThat(errors.get(1).path("field").asString()).isEqualTo("[2].workload");
        assertThat(json(get("/api/v1/workloads/" + workload))
                        .path("status")
                        .path("lastSampleAt")
                        .isNull())
                .isTrue();
    }

    @Test
    void refusesWhatIsNoSample() {
        assertThat(push("5").statusCode()).isEqualTo(400);
        assertThat(push("{}").statusCode()).isEqualTo(400);
        assertThat(push("null").statusCode()).isEqualTo(400);
        assertThat(push("{\"time\":").statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/workloads/nobody-knows-this/samples", sample(now, 1, 1))
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> push(String body) {
        return post("/api/v1/workloads/" + workload + "/samples", body);
    }

    private static String sample(Instant time, long end, long committed) {
        return """
                {"time":"%s","replicas":{"desired":5,"ready":5},"groupState":"STABLE",\
                "partitions":[{"topic":"t","partition":0,"endOffset":%d,"committedOffset":%d}]}""".formatted(time, end, committed);
    }
}
