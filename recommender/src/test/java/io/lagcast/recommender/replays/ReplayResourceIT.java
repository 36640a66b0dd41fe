package io.lagcast.recommender.replays;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.replays.ReplayJson.StateName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayResourceIT extends RunningService {

    private static final Duration STEP = Duration.ofMinutes(1);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @Autowired
    private Histories histories;

    @Autowired
    private Ledger ledger;

    @Autowired
    private RecordedScenario recorded;

    @Autowired
    private StoredReplays stored;

    @Autowired
    private Database database;

    @Autowired
    private JsonMapper json;

    @Test
    void comparesWhatRanWithLagcastAndSimpleScalersAtTheirBest() {
        String workload = recorded("replayed", 12);

        HttpResponse<String> started = post(
                path(workload) + "?from=" + now.minus(Duration.ofHours(6)) + "&to=" + now.minusSeconds(60)
                        + "&scalers=hpa:10000,fixed:6",
                "");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        JsonNode replay = finished(started.headers().firstValue("Location").orElseThrow());

        assertThat(replay.path("state").asString()).as(replay.toString()).isEqualTo("DONE");
        List<String> roles = StreamSupport.stream(replay.path("scalers").spliterator(), false)
                .map(scaler -> scaler.path("role").asString())
                .toList();
        assertThat(roles)
                .contains("LAGCAST", "NAMED", "HPA_GRID", "KEDA_GRID", "RATE_GRID", "ALL_REPLICAS", "CLAIRVOYANT")
                .hasSizeBetween(8, 9);
        replay.path("scalers")
                .forEach(scaler -> assertThat(scaler.path("costToClairvoyant").asDouble())
                        .as(scaler.path("scaler").asString())
                        .isGreaterThanOrEqualTo(1));
        assertThat(replay.path("summary").asString())
                .startsWith("In these 6 hours Lagcast would have used ")
                .contains("The best of the simple scalers in hindsight");
        assertThat(replay.path("assumptions").path("throughputPerReplica").asDouble())
                .isEqualTo(1000);
        assertThat(replay.path("course").path("arrivalsPerSecond")).hasSizeGreaterThan(300);
        assertThat(json(get(path(workload))).path("items").get(0).has("course")).isFalse();
    }

    @Test
    void saysWhatIsMissingWhereTooLittleIsKnown() {
        put("/api/v1/workloads/never-seen", "{}");

        HttpResponse<String> started = post(path("never-seen"), "");

        JsonNode replay = finished(started.headers().firstValue("Location").orElseThrow());
        assertThat(replay.path("state").asString()).isEqualTo("FAILED");
        assertThat(replay.path("detail").asString()).contains("priors.throughputPerReplica");
    }

    @Test
    void forgetsAReplayThatIsNotWantedAnyMore() {
        put("/api/v1/workloads/fickle", "{}");
        String location =
                post(path("fickle"), "").headers().firstValue("Location").orElseThrow();
        finished(location);

        assertThat(delete(location).statusCode()).isEqualTo(204);

        assertThat(get(location).statusCode()).isEqualTo(404);
        assertThat(delete(location).statusCode()).isEqualTo(404);
    }

    @Test
    void isToldOfByAnInstanceThatDidNotRunIt() {
        Replays other = new Replays(recorded, stored, InstantSource.system());
        String workload = recorded("told-of", 6);
        String location = post(path(workload) + "?from=" + now.minus(Duration.ofHours(2)), "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        JsonNode replay = finished(location);

        await(
                "what came of it to be stored",
                () -> other.of(workload).getFirst().state() == StateName.DONE);

        ReplayJson told = other.find(workload, UUID.fromString(replay.path("id").asString()))
                .orElseThrow();
        assertThat(json.valueToTree(told).equals(replay)).as("%s", told).isTrue();
        other.stop();
    }

    @Test
    void isEndedByAnInstanceThatDoesNotRunIt() {
        Replays other = new Replays(recorded, stored, InstantSource.system());
        String workload = recorded("ended-elsewhere", 40);
        String twentyHours = path(workload) + "?from=" + now.minus(Duration.ofHours(20));
        String location = post(twentyHours, "").headers().firstValue("Location").orElseThrow();
        UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));

        assertThat(other.remove(workload, id)).isTrue();

        assertThat(get(location).statusCode()).isEqualTo(404);
        await("another to be allowed", () -> {
            HttpResponse<String> next = post(twentyHours, "");
            return next.statusCode() == 202
                    && delete(next.headers().firstValue("Location").orElseThrow())
                                    .statusCode()
                            == 204;
        });
        other.stop();
    }

    @Test
    void hasFailedWhenWhoeverRanItIsHeardOfNoMore() {
        put("/api/v1/workloads/abandoned", "{}");
        UUID id = UUID.randomUUID();
        stored.add(new ReplayJson(
                id.toString(),
                "abandoned",
                StateName.RUNNING,
                now,
                now,
                now,
                "lagcast",
                0.5,
                null,
                null,
                null,
                null,
                null,
                null));
        assertThat(json(get(path("abandoned") + "/" + id)).path("state").asString())
                .isEqualTo("RUNNING");

        database.transaction(session -> session.jdbc()
                .sql("UPDATE replays SET heard_at = now() - interval '1 minute' WHERE id = :id")
                .param("id", id)
                .update());

        JsonNode replay = json(get(path("abandoned") + "/" + id));
        assertThat(replay.path("state").asString()).isEqualTo("FAILED");
        assertThat(replay.path("detail").asString()).contains("is gone");
        assertThat(replay.has("progress")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z, from",
        "to=2999-01-01T00:00:00Z, to",
        "warmUp=soon, warmUp",
        "scalers=best, scalers",
        "scalers=clairvoyant, scalers",
        "scaler=hpa:1, scaler"
    })
    void refusesWhatMakesNoSense(String query, String field) {
        put("/api/v1/workloads/asked", "{}");

        HttpResponse<String> answer = post(path("asked") + "?" + query, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void knowsNoReplayOfAnUnknownWorkload() {
        assertThat(post(path("nobody-knows-this"), "").statusCode()).isEqualTo(404);
        assertThat(get(path("nobody-knows-this")).statusCode()).isEqualTo(404);
    }

    /** A workload with a day of arrivals, two thousand a second at night and eight at noon, and a group of so many partitions. */
    private String recorded(String workload, int partitions) {
        put("/api/v1/workloads/" + workload, "{\"maxReplicas\": 40}");
        int minutes = 1440;
        double[] rates = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            rates[i] = 5000 - 3000 * Math.cos(2 * Math.PI * i / minutes);
        }
        histories.importProduction(workload, now.minus(STEP.multipliedBy(minutes)), STEP, rates);
        StringBuilder read = new StringBuilder();
        for (int p = 0; p < partitions; p++) {
            read.append(p == 0 ? "" : ",")
                    .append("{\"topic\":\"t\",\"partition\":")
                    .append(p)
                    .append(",\"endOffset\":100,\"committedOffset\":100}");
        }
        HttpResponse<String> pushed = post(
                "/api/v1/workloads/" + workload + "/samples",
                "{\"time\":\"" + now + "\",\"replicas\":{\"desired\":12},\"groupState\":\"STABLE\",\"partitions\":["
                        + read + "]}");
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
        await("the sample to be decided", () -> ledger.latest(workload).isPresent());
        ledger.issue(workload, TestingMoves.move(now, 10, 12), TestingMoves.PROVENANCE);
        return workload;
    }

    private JsonNode finished(String location) {
        await("the replay to end", () -> !state(location).equals("RUNNING"));
        return json(get(location));
    }

    private String state(String location) {
        return json(get(location)).path("state").asString();
    }

    private static String path(String workload) {
        return "/api/v1/workloads/" + workload + "/replays";
    }
}
