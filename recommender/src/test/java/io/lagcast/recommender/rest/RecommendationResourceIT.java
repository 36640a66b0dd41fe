package io.lagcast.recommender.rest;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.PartitionAdvice;
import io.lagcast.costmodel.PartitionAdvice.Growth;
import io.lagcast.costmodel.PartitionAdvice.Trend;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import io.lagcast.forecasting.Forecaster.LevelScore;
import io.lagcast.forecasting.Forecaster.Score;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.cycle.Explanation;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class RecommendationResourceIT extends RunningService {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private Ledger ledger;

    private String workload = "";

    @BeforeEach
    void watchAWorkloadOfItsOwn(TestInfo test) {
        workload = test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{}");
    }

    @Test
    void servesTheRecommendationInForce() {
        Recommendation issued = ledger.issue(workload, TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);

        HttpResponse<String> answer = get(path("/recommendation"));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode recommendation = json(answer);
        assertThat(recommendation.path("id").asString()).isEqualTo(issued.id().toString());
        assertThat(recommendation.path("workload").asString()).isEqualTo(workload);
        assertThat(recommendation.path("desiredReplicas").asInt()).isEqualTo(8);
        assertThat(recommendation.path("currentReplicas").asInt()).isEqualTo(5);
        assertThat(recommendation.path("action").asString()).isEqualTo("SCALE_OUT");
        assertThat(recommendation.path("time").asString()).isEqualTo(now.toString());
        assertThat(recommendation.path("cost").path("move").asDouble()).isEqualTo(371.5);
        JsonNode status = json(get(path(""))).path("status");
        assertThat(status.path("desiredReplicas").asInt()).isEqualTo(8);
        assertThat(status.path("reasonCode").asString()).isEqualTo("DEMAND_RISING");
    }

    @Test
    void warnsWhenTheChannelCannotCarryTheStep() {
        put(path(""), "{\"channel\": \"HPA\"}");
        ledger.issue(workload, TestingMoves.move(now, 40, 42), TestingMoves.PROVENANCE);

        JsonNode warnings = json(get(path("/recommendation"))).path("warnings");

        assertThat(warnings.get(0).path("code").asString()).isEqualTo("SWALLOWED_BY_TOLERANCE");
        assertThat(warnings.get(0).path("text").asString()).contains("40 -> 42", "0.1");
        put(path(""), "{\"channel\": \"HPA\", \"channelTolerance\": 0}");
        assertThat(json(get(path("/recommendation"))).has("warnings")).isFalse();
        assertThat(json(get(path(""))).path("channelTolerance").asDouble()).isZero();
    }

    @Test
    void isUnavailableBeforeTheFirstRecommendation() {
        HttpResponse<String> answer = get(path("/recommendation"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("15");
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:lagcast:problem:no-recommendation");
        assertThat(get(path("/explanation")).statusCode()).isEqualTo(503);
    }

    @Test
    void isUnavailableWhenTheRecommendationHasExpired() {
        ledger.issue(workload, TestingAdvice.scaleOut(now.minus(Duration.ofHours(1))), TestingAdvice.PROVENANCE);

        HttpResponse<String> answer = get(path("/recommendation"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).path("detail").asString()).contains("expired at");
        assertThat(json(get(path(""))).path("status").path("desiredReplicas").isNull())
                .isTrue();
    }

    @Test
    void listsTheLedgerPageByPageNewestFirst() {
        for (int i = 0; i < 5; i++) {
            ledger.issue(workload, TestingAdvice.scaleOut(now.minusSeconds(60L * i)), TestingAdvice.PROVENANCE);
        }
        await("all of them", () -> items(get(path("/recommendations"))) == 5);

        JsonNode first = json(get(path("/recommendations?limit=3")));
        JsonNode second = json(get(path(
                "/recommendations?limit=3&cursor=" + first.path("nextCursor").asString())));

        assertThat(first.path("items").valueStream().map(item -> item.path("time")
                        .asString()))
                .containsExactly(
                        now.toString(),
                        now.minusSeconds(60).toString(),
                        now.minusSeconds(120).toString());
        assertThat(second.path("items").size()).isEqualTo(2);
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(items(get(path("/recommendations?from=" + now.minusSeconds(60) + "&to=" + now))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recommendations?from=yesterday | from | \"yesterday\"",
                "recommendations?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | from | \"2026-01-02T00:00:00Z\"",
                "recommendations?to=2026-01-01 | to | \"2026-01-01\"",
                "recommendations?limit=0 | limit | \"0\"",
                "recommendations?limit=501 | limit | \"501\"",
                "recommendations?limit=ten | limit | \"ten\"",
                "recommendations?limit=1&limit=2 | limit | \"1,2\"",
                "recommendations?cursor=nonsense | cursor | \"nonsense\"",
                "recommendations?form=2026-01-01T00:00:00Z | form | \"2026-01-01T00:00:00Z\"",
                "forecast?horizon=soon | horizon | \"soon\"",
                "forecast?horizon=15d | horizon | \"15d\"",
                "forecast?peakWithin=0s | peakWithin | \"0s\"",
                "forecast?quantiles=0.5,1 | quantiles | \"0.5,1\"",
                "forecast?quantiles=0 | quantiles | \"0\"",
                "forecast?quantiles= | quantiles | \"\"",
                "forecast?quantiles=NaN | quantiles | \"NaN\"",
                "history?step=fast | step | \"fast\"",
                "history?step=0s | step | \"0s\"",
                "history?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&step=1s | step | \"PT1S\"",
                "history?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z | from | \"2026-01-01T00:00:00Z\"",
                "recommendation?now=true | now | \"true\""
            })
    void namesTheParameterAndValueThatCannotBeAccepted(String query, String field, String value) {
        HttpResponse<String> answer = get("/api/v1/workloads/configured.v1/" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = json(answer);
        assertThat(problem.path("type").asString()).isEqualTo("urn:lagcast:problem:invalid-parameter");
        assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(problem.path("errors").get(0).path("value").asString()).isEqualTo(value);
        assertThat(problem.path("errors").get(0).path("message").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"recommendation", "recommendations", "explanation", "forecast", "history"})
    void knowsNothingOfAnUnknownWorkload(String resource) {
        assertThat(get("/api/v1/workloads/nobody-knows-this/" + resource).statusCode())
                .isEqualTo(404);
    }

    @Test
    void explainsWithEveryCandidateWhatWasLearnedAndTheModels() {
        Recommendation issued = ledger.issue(workload, TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);
        live.explain(new Explanation(
                issued,
                List.of(score("combination", 12.5, 0.6, true), score("trees", 12.123456789, Double.MAX_VALUE, false)),
                Optional.of(new PartitionAdvice(
                        12,
                        Optional.of(Assignor.RANGE),
                        new Replicas(12),
                        new RecordsPerSecond(12_000),
                        new Growth.ReachesCeiling(
                                new Trend(30, new RecordsPerSecond(9000), 100, 50, 150),
                                Instant.parse("2026-03-01T00:00:00Z"),
                                Optional.of(Instant.parse("2026-04-01T00:00:00Z")),
                                Optional.empty(),
                                64),
                        Optional.of(new PartitionAdvice.Assignment(
                                new RecordsPerSecond(9000), OptionalInt.of(12), OptionalInt.of(9)))))));

        JsonNode explanation = json(get(path("/explanation")));

        assertThat(explanation
                        .path("reason")
                        .path("facts")
                        .path("arrivalPerSecond")
                        .asDouble())
                .isEqualTo(8000);
        assertThat(explanation.path("candidates").get(0).toString())
                .isEqualTo(
                        "{\"replicas\":5,\"total\":412.0,\"running\":402.0,\"lateness\":7.0,\"moving\":3.0,\"chosen\":false,\"current\":true}");
        assertThat(explanation.path("candidates").get(1).path("chosen").asBoolean())
                .isTrue();
        assertThat(explanation.path("learned").toString())
                .isEqualTo("{\"throughputPerReplica\":{\"low\":900.0,\"median\":1000.0,\"observations\":12},"
                        + "\"startUp\":{\"value\":\"PT30S\",\"observations\":3},\"rebalancePause\":{\"value\":\"PT10S\",\"observations\":0},"
                        + "\"protocol\":\"COOPERATIVE\"}");
        assertThat(explanation.path("partitions").path("text").asString())
                .isEqualTo(
                        "12 partitions give work to 12 replicas, which carry 12,000 records a second. Daily peaks reach that about 2026-04-01,"
                                + " on 2026-03-01 at the earliest; 64 partitions would do for a year. A peak of 9,000 a second takes 12 replicas; dealt by rate"
                                + " 9 would do.");
        assertThat(explanation.path("partitions").path("growth").path("verdict").asString())
                .isEqualTo("REACHES_CEILING");
        assertThat(explanation.path("partitions").path("growth").has("latest")).isFalse();
        assertThat(explanation.path("forecast").path("models").get(0).toString())
                .isEqualTo(
                        "{\"model\":\"combination\",\"from\":\"PT6M\",\"to\":\"PT10M\",\"loss\":12.5,\"relativeToLastValue\":0.6,"
                                + "\"weight\":0.25,\"origins\":40,\"chosen\":true,\"levels\":[{\"level\":0.95,\"loss\":3.5,\"coverage\":0.94}]}");
        JsonNode other = explanation.path("forecast").path("models").get(1);
        assertThat(other.path("loss").asDouble()).isEqualTo(12.1235);
        assertThat(other.path("relativeToLastValue").isNull()).isTrue();
    }

    private static Score score(String model, double loss, double relativeToLastValue, boolean chosen) {
        return new Score(
                model,
                Duration.ofMinutes(6),
                Duration.ofMinutes(10),
                loss,
                relativeToLastValue,
                0.25,
                40,
                chosen,
                List.of(new LevelScore(0.95, 3.5, 0.94)));
    }

    @Test
    void explainsFromTheLedgerBeforeTheFirstDecisionSinceTheStart() {
        ledger.issue(workload, TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);

        JsonNode explanation = json(get(path("/explanation")));

        assertThat(explanation.path("desiredReplicas").asInt()).isEqualTo(8);
        assertThat(explanation.path("forecast").path("models").size()).isZero();
    }

    private String path(String resource) {
        return "/api/v1/workloads/" + workload + resource;
    }

    private static int items(HttpResponse<String> page) {
        return json(page).path("items").size();
    }
}
