package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeaderResourceIT extends RunningService {

    @Test
    void anInstanceThatIsAloneLeads() {
        JsonNode answer = json(get("/api/v1/leader"));

        assertThat(answer.path("leads").asBoolean()).isTrue();
        assertThat(answer.path("leader").path("name").asString())
                .isEqualTo(answer.path("instance").asString())
                .isNotBlank();
        assertThat(answer.path("leader").path("epoch").asLong()).isPositive();
    }
}
