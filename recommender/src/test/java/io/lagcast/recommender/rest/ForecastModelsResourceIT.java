package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.recommender.RunningService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ForecastModelsResourceIT extends RunningService {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "/api/v1/workloads/configured.v1/forecast/models";

    @Test
    void servesTheOriginAndTheWeightsOfAModel() {
        live.models("configured.v1", List.of(trees()));

        JsonNode model = json(get(PATH)).path("models").get(0);

        assertThat(model.toString()).isEqualTo("""
                {"model":"trees","step":"PT1M","learner":"org.example.Trees",\
                "training":{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","samples":1400},\
                "choices":[{"name":"depth","value":"7"}],"seed":1,"provenance":null,"remark":"2 answers were left out.",\
                "weights":[{"from":"PT1M","to":"PT5M","weight":0.25}]}""");
    }

    @Test
    void servesWhatAForecasterThatHasLearnedSaysOfItself() {
        live.models("configured.v1", learned().models());

        JsonNode answer = json(get(PATH));

        assertThat(answer.path("workload").asString()).isEqualTo("configured.v1");
        assertThat(answer.path("models").valueStream())
                .anySatisfy(model -> {
                    assertThat(model.path("learner").asString()).endsWith(".DirectRidge");
                    assertThat(model.path("training").path("samples").asInt()).isEqualTo(300);
                    assertThat(model.path("training").path("to").asString()).isEqualTo("2026-01-01T05:00:00Z");
                    assertThat(model.path("choices").size()).isPositive();
                    assertThat(model.path("weights").size()).isPositive();
                })
                .anySatisfy(model -> {
                    assertThat(model.path("model").asString()).isEqualTo("last value");
                    assertThat(model.path("training").isNull()).isTrue();
                });
    }

    @Test
    void saysThatNothingWasObservedYet() {
        put("/api/v1/workloads/unseen-by-models", "{}");

        HttpResponse<String> answer = get("/api/v1/workloads/unseen-by-models/forecast/models");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("detail").asString()).contains("Nothing was observed of \"unseen-by-models\"");
        delete("/api/v1/workloads/unseen-by-models");
    }

    @Test
    void knowsNoParametersAndNoStrangers() {
        assertThat(get(PATH + "?horizon=1h").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/workloads/nobody/forecast/models").statusCode()).isEqualTo(404);
    }

    @Test
    void isDescribedFieldByField() {
        JsonNode schema = json(get("/v3/api-docs"))
                .path("components")
                .path("schemas")
                .path("FittedModelJson")
                .path("properties");

        assertThat(schema.propertyNames())
                .containsExactlyInAnyOrder(
                        "model", "step", "learner", "training", "choices", "seed", "provenance", "remark", "weights");
        schema.forEachEntry((field, described) ->
                assertThat(described.path("description").asString()).as(field).isNotEmpty());
    }

    private static FittedModel trees() {
        Learning learning = new Learning(
                        "org.example.Trees", true, List.of(), OptionalLong.empty(), "2 answers were left out.")
                .with("depth", 7)
                .seeded(1);
        return new FittedModel(
                "trees",
                Duration.ofMinutes(1),
                learning,
                "",
                Optional.of(new FittedModel.Training(START, START.plus(Duration.ofDays(1)), 1400)),
                List.of(new FittedModel.Weight(Duration.ofMinutes(1), Duration.ofMinutes(5), 0.25)));
    }

    private static Forecaster learned() {
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);
        for (int minute = 0; minute < 300; minute++) {
            Instant from = START.plus(Duration.ofMinutes(minute));
            forecaster.observe(from, from.plusSeconds(60), 100 + 30 * Math.sin(minute / 7.0));
        }
        forecaster.refit();
        return forecaster;
    }
}
