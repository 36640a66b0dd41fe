package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProductionResourceIT extends RunningService {

    private static final String PATH = "/api/v1/workloads/imported/production";

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));

    @BeforeEach
    void watch() {
        put("/api/v1/workloads/imported", "{}");
    }

    @Test
    void fillsThePastAndTheForecastLearnsFromIt() {
        String rates = "100,".repeat(119) + "null";

        HttpResponse<String> answer =
                post(PATH, "{\"start\": \"" + start + "\", \"step\": \"1m\", \"recordsPerSecond\": [" + rates + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("values").asInt()).isEqualTo(119);
        assertThat(json(answer).path("missing").asInt()).isEqualTo(1);
        JsonNode points = json(get("/api/v1/workloads/imported/history?from=" + start + "&to="
                        + start.plus(Duration.ofHours(1)) + "&step=5m"))
                .path("points");
        assertThat(points.size()).isEqualTo(12);
        assertThat(points)
                .allSatisfy(point ->
                        assertThat(point.path("productionRate").asDouble()).isEqualTo(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"step\": \"1m\", \"recordsPerSecond\": [1]}; start",
                "{\"start\": \"yesterday\", \"step\": \"1m\", \"recordsPerSecond\": [1]}; start",
                "{\"start\": \"2999-01-01T00:00:00Z\", \"step\": \"1m\", \"recordsPerSecond\": [1]}; start",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": \"1ms\", \"recordsPerSecond\": [1]}; step",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": 60, \"recordsPerSecond\": [1]}; step",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": \"1m\", \"recordsPerSecond\": []}; recordsPerSecond",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": \"1m\", \"recordsPerSecond\": [1, -2]}; recordsPerSecond[1]",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": \"1m\", \"recordsPerSecond\": [\"1\"]}; recordsPerSecond[0]",
                "{\"start\": \"2026-01-01T00:00:00Z\", \"step\": \"1m\", \"recordsPerSecond\": [1], \"rate\": 1}; rate",
                "[]; (body)"
            })
    void refusesWhatMakesNoSense(String body, String field) {
        HttpResponse<String> answer = post(PATH, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:lagcast:problem:invalid-production");
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void knowsNoUnknownWorkload() {
        assertThat(post("/api/v1/workloads/nobody-knows-this/production", "{}").statusCode())
                .isEqualTo(404);
    }
}
