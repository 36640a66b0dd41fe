package io.lagcast.recommender.leadership;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two whole services on one database. */
@Timeout(600)
class SeveralInstancesIT {

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(100);
    private final TestDatabase database = TestDatabase.migrated();

    @TempDir
    private Path directory;

    private TestingInstance one;
    private TestingInstance other;

    @BeforeEach
    void startBoth() {
        one = TestingInstance.start(database, directory, "one");
        other = TestingInstance.start(database, directory, "other");
    }

    @AfterEach
    void stopBoth() {
        one.close();
        other.close();
    }

    @Test
    void onlyOneDecidesAndBothAnswer() throws Exception {
        try (TestingListener listener = TestingListener.of(other)) {
            other.put("/api/v1/workloads/orders", "{\"maxReplicas\": 9}");

            Stream.of(one, other, one, other).forEach(new Pusher()::push);

            await("four recommendations", () -> decided() == 4);
            await(
                    "the newest from both",
                    () -> recommendation(one).equals(recommendation(other)) && samples(other) == 4);
            assertThat(one.leads()).isTrue();
            assertThat(other.leads()).isFalse();
            await("that the follower's client heard of all", () -> listener.heard("recommendation") >= 4);
            assertThat(listener.heard("workload")).isPositive();
        }
        assertThat(leaderGauge(one)).isEqualTo(1);
        assertThat(leaderGauge(other)).isZero();
        assertThat(other.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(other.json("/api/v1/workloads/orders/explanation")
                        .path("action")
                        .asString())
                .isNotEmpty();
        assertThat(desiredReplicas(one)).hasSize(1);
        assertThat(desiredReplicas(other)).isEmpty();
    }

    @Test
    void theOtherTakesOverAndGoesOnWhereTheLeaderStopped() {
        one.put("/api/v1/workloads/orders", "{}");
        Pusher pusher = new Pusher();
        pusher.push(one);
        pusher.push(one);

        one.close();
        await("that the other leads", other::leads);
        pusher.push(other);

        await("three recommendations", () -> decided() == 3);
        assertThat(other.leadership().epoch()).isEqualTo(2);
        assertThat(other.json("/api/v1/workloads/orders/history?step=15s&from=" + start + "&to=" + pusher.time)
                        .path("points")
                        .valueStream()
                        .filter(point -> point.path("lagRecords").isNumber()))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(ids()).isSorted();
    }

    @Test
    void theLeaderLearnsFromWhatIsImportedElsewhere() {
        one.put("/api/v1/workloads/orders", "{}");
        new Pusher().push(one);
        assertThat(forecast(one)).isEqualTo(503);
        await(
                "that the follower knows the workload",
                () -> other.get("/api/v1/workloads/orders").statusCode() == 200);

        HttpResponse<String> imported = other.post(
                "/api/v1/workloads/orders/production",
                "{\"start\": \"" + start.minusSeconds(36_000) + "\", \"step\": \"1m\", \"recordsPerSecond\": ["
                        + "20,30,".repeat(299) + "20,30]}");

        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
        await("that the leader forecasts", () -> forecast(one) == 200);
    }

    private static int forecast(TestingInstance instance) {
        return instance.get("/api/v1/workloads/orders/forecast?horizon=PT10M").statusCode();
    }

    @Test
    void refusesWhatAFormerLeaderDecidesLate() {
        Leadership former = one.leadership();
        Instant now = Instant.now();
        seize("a third");

        Ledger ledger = one.bean(Ledger.class);
        ledger.issue("late", TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);

        await("the refusal", () -> refused(one) == 1);
        await("that it notices", () -> !former.leads());
        assertThat(decided()).isZero();
        await("that it forgets", () -> ledger.latest("late").isEmpty());
    }

    /** As another instance would whose process is somewhere else: the lease is simply somebody else's. */
    private void seize(String name) {
        database.jdbc().sql("""
                        UPDATE leadership SET epoch = epoch + 1, reign_epoch = epoch + 1, instance_id = gen_random_uuid(), instance_name = :name,
                                              renewals = 0, taken_at = now()
                        """).param("name", name).update();
    }

    private static String recommendation(TestingInstance instance) {
        HttpResponse<String> answer = instance.get("/api/v1/workloads/orders/recommendation");
        return answer.statusCode() == 200 ? answer.body() : "none from " + System.identityHashCode(instance);
    }

    private static long samples(TestingInstance instance) {
        return instance.bean(Histories.class).read("orders", WorkloadHistory::size);
    }

    private static double leaderGauge(TestingInstance instance) {
        return instance.bean(MeterRegistry.class).get("lagcast.leader").gauge().value();
    }

    private static List<String> desiredReplicas(TestingInstance instance) {
        return instance.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("lagcast_desired_replicas{"))
                .toList();
    }

    private static double refused(TestingInstance instance) {
        return instance.bean(MeterRegistry.class)
                .get("lagcast.recommendations.refused")
                .counter()
                .count();
    }

    private int decided() {
        return ids().size();
    }

    private List<String> ids() {
        return database.jdbc()
                .sql("SELECT recommendation_id::text FROM recommendations ORDER BY decided_at")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Pushes a newer sample every time. */
    private final class Pusher {

        private Instant time = start;
        private long end = 1000;

        void push(TestingInstance instance) {
            time = time.plusSeconds(15);
            end += 300;
            HttpResponse<String> answer =
                    instance.post("/api/v1/workloads/orders/samples", """
                    {"time":"%s","replicas":{"desired":5,"ready":5},"groupState":"STABLE",\
                    "partitions":[{"topic":"t","partition":0,"endOffset":%d,"committedOffset":%d}]}""".formatted(time, end, end - 100));
            assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"ignored\":0}");
            // A later one that gets to the leader first would make this one old.
            await("that it was decided", () -> decided() * 15L >= time.getEpochSecond() - start.getEpochSecond());
        }
    }
}
