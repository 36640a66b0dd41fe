package io.lagcast.recommender.ledger;

import static io.lagcast.recommender.ledger.TestingAdvice.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.channels.ChannelPolicy;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecommendationJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void isTheFormThatDecideWrites() {
        JsonNode json =
                MAPPER.valueToTree(RecommendationJson.of("orders", TestingAdvice.scaleOut(START), ChannelPolicy.NONE));

        assertThat(json).isEqualTo(MAPPER.readTree("""
                {"workload":"orders","time":"2026-03-01T10:00:00Z","desiredReplicas":8,"action":"SCALE_OUT",
                 "executeAt":"2026-03-01T10:01:00Z","validUntil":"2026-03-01T10:05:00Z",
                 "reason":{"code":"DEMAND_RISING","text":"More\\nis coming.","facts":{"arrivalPerSecond":900.25,"lagSeconds":3.0}},
                 "cost":{"stay":412.0,"move":371.5,"unit":"replica-seconds"},
                 "forecast":{"horizon":"PT3M","step":"PT1M","p50":[10.0,20.0,30.0],"p95":[100.0,200.0,300.125],"model":"seasonal"}}
                """));
    }

    @Test
    void addsIdentifierAndCurrentReplicasOfAnIssuedOne() {
        UUID id = UUID.fromString("019b0000-0000-7000-8000-000000000001");
        Recommendation issued = new Recommendation(id, "orders", TestingAdvice.hold(START), TestingAdvice.PROVENANCE);

        JsonNode json = MAPPER.valueToTree(RecommendationJson.of(issued));

        assertThat(json.get("id").asString()).isEqualTo(id.toString());
        assertThat(json.get("currentReplicas").asInt()).isEqualTo(5);
        assertThat(json.get("executeAt").asString()).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void saysWhyThereIsNoForecastAndLeavesUnpricedCostsNull() {
        JsonNode json =
                MAPPER.valueToTree(RecommendationJson.of("orders", TestingAdvice.abstain(START), ChannelPolicy.NONE));

        assertThat(json.get("desiredReplicas").asInt()).isEqualTo(5);
        assertThat(json.get("forecast"))
                .isEqualTo(MAPPER.readTree("{\"model\":\"combination\",\"unavailable\":\"only 2 minutes were seen\"}"));
        assertThat(json.get("cost").get("stay").isNull()).isTrue();
    }
}
