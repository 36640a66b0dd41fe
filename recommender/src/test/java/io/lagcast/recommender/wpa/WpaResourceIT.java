package io.lagcast.recommender.wpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.ledger.Ledger;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class WpaResourceIT extends RunningService {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private Ledger ledger;

    private String workload = "";

    @BeforeEach
    void watchAWorkloadOfItsOwn(TestInfo test) {
        workload = "wpa-" + test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{\"minReplicas\": 0}");
    }

    @Test
    void answersInTheFieldsTheAutoscalerKnowsAndNoOthers() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = ask(workload, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"timestamp\":\"" + now
                        + "\",\"targetReplicas\":8,\"lowerBoundReplicas\":8,\"upperBoundReplicas\":8,"
                        + "\"reason\":\"DEMAND_RISING: Demand outgrows capacity.\"}");
    }

    @Test
    void takesTheWorkloadFromTheSettingsWhenTheTargetIsCalledOtherwise() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = ask("orders-consumer", "\"workload\": \"" + workload + "\", \"other\": 1");

        assertThat(json(answer).path("targetReplicas").asInt()).isEqualTo(8);
    }

    @Test
    void keepsTheCountInForceUntilAPlannedMoveIsDueAndSaysSo() {
        ledger.issue(workload, TestingMoves.planned(now, 5, 8, now.plusSeconds(200)), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = ask(workload, "");

        assertThat(json(answer).path("targetReplicas").asInt()).isEqualTo(5);
        assertThat(json(answer).path("reason").asString())
                .contains("8 replicas are planned for " + now.plusSeconds(200));
    }

    @Test
    void makesTheAutoscalerHoldBeforeTheFirstRecommendationAndAfterItHasExpired() {
        assertThat(ask(workload, "").statusCode()).isEqualTo(503);

        ledger.issue(workload, TestingMoves.move(now.minus(Duration.ofHours(1)), 5, 8), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = ask(workload, "");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("detail").asString()).contains("expired at");
    }

    @Test
    void doesNotFindAWorkloadNobodyKnows() {
        HttpResponse<String> answer = ask("nobody-knows-this", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("detail").asString()).contains("nobody-knows-this");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | targetRef.name",
                "{\"targetRef\": {\"name\": \" \"}} | targetRef.name",
                "{\"settings\": {\"workload\": 7}} | settings.workload",
                "{\"settings\": {\"workload\": \"\"}} | settings.workload",
                "{\"targetRef\": 5} | The body is not the JSON expected",
                "[] | The body is not the JSON expected",
                "{\"state\": {\"currentReplicas\": \"many\"}} | The body is not the JSON expected",
                "{ | The body is not the JSON expected",
                "'' | A JSON body is required"
            })
    void namesWhatCannotBeAccepted(String body, String problem) {
        HttpResponse<String> answer = post("/wpa/recommendation", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).contains(problem);
    }

    /** As the autoscaler writes it: whole numbers of 64 bits are texts, zeros are left out. */
    private HttpResponse<String> ask(String target, String settings) {
        return post("/wpa/recommendation", """
                {"targetRef": {"kind": "Deployment", "name": "%s", "apiVersion": "apps/v1", "namespace": "shop"},
                 "constraints": {"minReplicas": 1, "maxReplicas": 40},
                 "state": {"desiredReplicas": 5, "currentReplicas": 5, "readyReplicas": 4},
                 "targets": [{"type": "replicas", "lowerBound": "1", "upperBound": "2"}],
                 "settings": {%s}}
                """.formatted(target, settings));
    }
}
