package io.lagcast.recommender.rest;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.ledger.Ledger;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OutageIT extends RunningService {

    @Autowired
    private Ledger ledger;

    @AfterEach
    void end() {
        TestDatabase.startServer();
        await(
                "changes to be taken",
                () -> put("/api/v1/workloads/afterwards", "{}").statusCode() < 500);
    }

    @Test
    void readsGoOnAndWritesSayWhenToTryAgainWhilePostgresIsDown() {
        put("/api/v1/workloads/known", "{}");
        TestDatabase.stopServer();
        ledger.issue("known", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        HttpResponse<String> refused = put("/api/v1/workloads/new", "{}");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(refused).path("type").asString()).isEqualTo("urn:lagcast:problem:database-unavailable");
        assertThat(delete("/api/v1/workloads/known").statusCode()).isEqualTo(503);
        assertThat(get("/api/v1/workloads/known").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/workloads/known/recommendation").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/workloads/known/recommendations").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
}
