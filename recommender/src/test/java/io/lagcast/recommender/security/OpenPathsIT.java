package io.lagcast.recommender.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Nothing is configured here: everybody may do everything. */
class OpenPathsIT extends RunningService {

    @Test
    void answersOddPathsAsItDoesWithTokens() {
        put("/api/v1/workloads/orders-1", "{}");

        OddPaths.statuses().forEach((path, status) -> {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .startsWith(status == 200 ? "application/json" : "application/problem+json");
        });
    }

    @Test
    void refusesHeadersThatAreTooLongWithAProblem() {
        HttpResponse<String> answer = get("/api/v1/workloads", "X-Long", "x".repeat(20_000));

        assertThat(answer.statusCode()).isIn(400, 431);
        assertThat(answer.headers().firstValue("Content-Type").orElse("application/problem+json"))
                .startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Tomcat");
    }
}
