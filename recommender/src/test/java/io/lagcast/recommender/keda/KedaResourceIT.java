package io.lagcast.recommender.keda;

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
import org.springframework.beans.factory.annotation.Autowired;

class KedaResourceIT extends RunningService {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private Ledger ledger;

    private String workload = "";

    @BeforeEach
    void watchAWorkloadOfItsOwn(TestInfo test) {
        workload = "keda-http-" + test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{\"minReplicas\": 0}");
    }

    @Test
    void answersWithTheCountAndNothingElse() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        HttpResponse<String> answer = get("/keda/workloads/" + workload);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"desiredReplicas\":8}");
    }

    @Test
    void keepsTheCountInForceUntilAPlannedMoveIsDue() {
        ledger.issue(workload, TestingMoves.planned(now, 5, 8, now.plusSeconds(200)), TestingMoves.PROVENANCE);

        assertThat(get("/keda/workloads/" + workload).body()).isEqualTo("{\"desiredReplicas\":5}");
    }

    @Test
    void isUnavailableRatherThanZeroWithoutARecommendationInForce() {
        unavailable(workload, "Nothing was recommended");

        ledger.issue(workload, TestingMoves.move(now.minus(Duration.ofHours(1)), 5, 8), TestingMoves.PROVENANCE);

        unavailable(workload, "expired at");
        unavailable("nobody-knows-this", "There is no workload \"nobody-knows-this\"");
    }

    private void unavailable(String name, String detail) {
        HttpResponse<String> answer = get("/keda/workloads/" + name);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("15");
        assertThat(json(answer).path("detail").asString()).contains(detail);
        assertThat(answer.body()).doesNotContain("desiredReplicas");
    }
}
