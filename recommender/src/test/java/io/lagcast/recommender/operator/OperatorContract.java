package io.lagcast.recommender.operator;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Decision;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.operator.ScalerStatus.LastMove;
import io.lagcast.recommender.operator.ScalerStatus.PlannedMove;
import io.lagcast.recommender.operator.ScalerStatus.ReasonStatus;
import io.lagcast.recommender.rest.TestingAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What the operator does on any cluster, be it one that only keeps what it is given or a real one. */
@DirtiesContext
@Timeout(300)
@TestPropertySource(properties = {"lagcast.operator.enabled=true", "lagcast.operator.retry-interval=200ms"})
abstract class OperatorContract extends RunningService {

    @Autowired
    private Ledger ledger;

    @Autowired
    private ScalerOperator operator;

    /** The cluster that the operator of this service talks to, with the chart applied to it. */
    abstract TestingCluster cluster();

    @Test
    void makesAWorkloadOfAShortManifestAndTellsWhatIsRecommended() {
        apply("shop", "orders", "group: orders-consumer\n  maxReplicas: 40\n  objective: {lagTime: 45s}");
        await("a status", () -> reason("shop", "orders", "Ready").equals("NoRecommendation"));

        JsonNode workload = json(get("/api/v1/workloads/shop.orders"));
        assertThat(workload.path("group").asString()).isEqualTo("orders-consumer");
        assertThat(workload.path("maxReplicas").asInt()).isEqualTo(40);
        assertThat(workload.path("objective").path("lagTime").asString()).isEqualTo("PT45S");

        Instant time = recommend("shop.orders");

        await("the recommendation", () -> status("shop", "orders").desiredReplicas() != null);
        ScalerStatus status = status("shop", "orders");
        assertThat(status.desiredReplicas()).isEqualTo(8);
        assertThat(status.currentReplicas()).isEqualTo(5);
        assertThat(status.action()).isEqualTo("SCALE_OUT");
        assertThat(status.reason()).isEqualTo(new ReasonStatus("DEMAND_RISING", "Demand outgrows capacity."));
        assertThat(status.recommendedAt()).isEqualTo(Times.text(time));
        assertThat(status.observedGeneration())
                .isEqualTo(cluster()
                        .scaler("shop", "orders")
                        .orElseThrow()
                        .getMetadata()
                        .getGeneration());
        assertThat(status.conditions())
                .extracting(Condition::getType, Condition::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("Ready", "True"),
                        tuple("Learning", "False"),
                        tuple("Limited", "False"),
                        tuple("Stale", "False"));
        await("the event", () -> !cluster().events("shop", "MoveRecommended").isEmpty());
        assertThat(cluster().events("shop", "MoveRecommended").getFirst()).startsWith("5 -> 8: DEMAND_RISING");
    }

    @Test
    void scalesTheTargetInModeApplyOnceAMoveIsDue() {
        cluster().deploy("apply", "orders-consumer", 5);
        apply("apply", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: orders-consumer}");
        awaitWatched("apply.orders");

        recommend("apply.orders");

        await("the scaling", () -> cluster().replicas("apply", "orders-consumer") == 8);
        await("the status", () -> status("apply", "orders").lastMove() != null);
        assertThat(status("apply", "orders").lastMove())
                .extracting(LastMove::from, LastMove::to)
                .containsExactly(5, 8);
        await("the event", () -> !cluster().events("apply", "Scaled").isEmpty());
        assertThat(json(get("/api/v1/workloads/apply.orders")).path("channel").asString())
                .isEqualTo("APPLY");
    }

    @Test
    void makesOneMoveAtATime() {
        cluster().deploy("one", "consumer", 5);
        cluster()
                .client()
                .apps()
                .deployments()
                .inNamespace("one")
                .withName("consumer")
                .edit(found -> {
                    found.getSpec().setReplicas(6);
                    return found;
                });
        apply("one", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: consumer}");
        awaitWatched("one.orders");

        recommend("one.orders");

        await("that it waits", () -> reason("one", "orders", "Ready").equals("Moving"));
        assertThat(cluster().replicas("one", "consumer")).isEqualTo(6);
        cluster().settle("one", "consumer");
        await("the scaling", () -> cluster().replicas("one", "consumer") == 8);
    }

    @Test
    void leavesATargetAloneThatAnotherAutoscalerScales() {
        cluster().deploy("rivals", "consumer", 5);
        cluster().apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: by-cpu, namespace: rivals}
                spec:
                  maxReplicas: 9
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: consumer}
                """);
        apply("rivals", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: consumer}");

        await("the refusal", () -> reason("rivals", "orders", "Ready").equals("AnotherAutoscaler"));
        recommend("rivals.orders");

        await("the recommendation", () -> status("rivals", "orders").desiredReplicas() != null);
        assertThat(condition("rivals", "orders", "Ready").orElseThrow().getMessage())
                .startsWith("HorizontalPodAutoscaler by-cpu scales Deployment consumer");
        assertThat(cluster().replicas("rivals", "consumer")).isEqualTo(5);
    }

    @Test
    void leavesATargetAloneWhileItIsPaused() {
        cluster().deploy("paused", "consumer", 5);
        annotate("paused", "consumer", "true");
        apply("paused", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: consumer}");
        awaitWatched("paused.orders");

        recommend("paused.orders");

        await("the refusal", () -> reason("paused", "orders", "Ready").equals("Paused"));
        assertThat(cluster().replicas("paused", "consumer")).isEqualTo(5);
        annotate("paused", "consumer", "false");
        await("the scaling", () -> cluster().replicas("paused", "consumer") == 8);
    }

    @Test
    void followsAChangeOfTheResourceAndPutsBackWhatWasChangedOverHttp() {
        apply("changed", "orders", "maxReplicas: 10");
        awaitWatched("changed.orders");
        cluster().change("changed", "orders", found -> found.setSpec(spec("{\"maxReplicas\": 20}")));
        await("the change", () -> maxReplicas("changed.orders") == 20);

        put("/api/v1/workloads/changed.orders", "{\"maxReplicas\": 99}");

        await("that it is put back", () -> maxReplicas("changed.orders") == 20);
    }

    @Test
    void removesTheWorkloadWithItsResource() {
        apply("gone", "orders", "maxReplicas: 10");
        awaitWatched("gone.orders");
        await("the finalizer", () -> cluster()
                .scaler("gone", "orders")
                .orElseThrow()
                .getFinalizers()
                .contains("lagcast.io/workload"));

        cluster().delete("gone", "orders");

        await(
                "that the resource is gone",
                () -> cluster().scaler("gone", "orders").isEmpty());
        assertThat(get("/api/v1/workloads/gone.orders").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheResourceUntilItsWorkloadCouldBeRemoved() {
        apply("outage", "orders", "maxReplicas: 10");
        awaitWatched("outage.orders");
        try {
            TestDatabase.stopServer();

            cluster().delete("outage", "orders");

            await("the mark", () -> isMarkedForDeletion("outage", "orders"));
            assertThat(get("/api/v1/workloads/outage.orders").statusCode()).isEqualTo(200);
        } finally {
            TestDatabase.startServer();
        }
        await(
                "that the resource is gone",
                () -> cluster().scaler("outage", "orders").isEmpty());
        assertThat(get("/api/v1/workloads/outage.orders").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsAMoveThatIsPlannedAndMakesItNotBefore() {
        cluster().deploy("planned", "consumer", 5);
        apply("planned", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: consumer}");
        awaitWatched("planned.orders");
        Instant later = Instant.now().plusSeconds(200);

        ledger.issue("planned.orders", scaleOutAt(later), TestingAdvice.PROVENANCE);

        await("the plan", () -> status("planned", "orders").nextPlannedMove() != null);
        assertThat(status("planned", "orders").nextPlannedMove()).isEqualTo(new PlannedMove(Times.text(later), 8));
        assertThat(cluster().replicas("planned", "consumer")).isEqualTo(5);
        Instant due = Instant.now().plusSeconds(2);
        ledger.issue("planned.orders", scaleOutAt(due), TestingAdvice.PROVENANCE);
        await("the scaling", () -> cluster().replicas("planned", "consumer") == 8);
        assertThat(Instant.now()).isAfterOrEqualTo(due);
        await("that nothing is planned", () -> status("planned", "orders").nextPlannedMove() == null);
    }

    @Test
    void saysSoWhenTheRecommendationHasExpired() {
        cluster().deploy("stale", "consumer", 5);
        apply("stale", "orders", "mode: APPLY\n  maxReplicas: 40\n  target: {name: consumer}");
        awaitWatched("stale.orders");

        ledger.issue(
                "stale.orders",
                TestingAdvice.scaleOut(Instant.now().minus(Duration.ofHours(1))),
                TestingAdvice.PROVENANCE);

        await("the condition", () -> reason("stale", "orders", "Stale").equals("Expired"));
        assertThat(status("stale", "orders").desiredReplicas()).isNull();
        assertThat(reason("stale", "orders", "Ready")).isEqualTo("Stale");
        assertThat(cluster().replicas("stale", "consumer")).isEqualTo(5);
    }

    private static Advice scaleOutAt(Instant due) {
        Advice now = TestingAdvice.scaleOut(Instant.now());
        return new Advice(
                now.time(),
                now.current(),
                new Decision.Scale(
                        now.current(),
                        now.decision().desired(),
                        due,
                        now.decision().reason()),
                now.validUntil(),
                now.candidates(),
                now.arrivals(),
                now.beliefs(),
                now.forecastTrusted());
    }

    private boolean isMarkedForDeletion(String namespace, String name) {
        return cluster()
                .scaler(namespace, name)
                .map(HasMetadata::isMarkedForDeletion)
                .orElse(false);
    }

    void apply(String namespace, String name, String spec) {
        await("the operator to serve", operator::serves);
        cluster().apply("""
                apiVersion: lagcast.io/v1alpha1
                kind: ConsumerGroupScaler
                metadata: {name: %s, namespace: %s}
                spec:
                  %s
                """.formatted(name, namespace, spec));
    }

    ScalerSpec spec(String json) {
        return cluster().client().getKubernetesSerialization().unmarshal(json, ScalerSpec.class);
    }

    private void annotate(String namespace, String deployment, String paused) {
        cluster()
                .client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .edit(found -> {
                    found.getMetadata().getAnnotations().put(ConsumerGroupScaler.PAUSED, paused);
                    return found;
                });
    }

    void awaitWatched(String workload) {
        await(
                workload + " to be watched",
                () -> get("/api/v1/workloads/" + workload).statusCode() == 200);
    }

    private int maxReplicas(String workload) {
        return json(get("/api/v1/workloads/" + workload)).path("maxReplicas").asInt();
    }

    Instant recommend(String workload) {
        Instant now = Instant.now();
        ledger.issue(workload, TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);
        return now;
    }

    ScalerStatus status(String namespace, String name) {
        return cluster()
                .scaler(namespace, name)
                .map(ConsumerGroupScaler::getStatus)
                .orElseGet(() -> new ScalerStatus(null, null, null, null, null, null, null, null, null, List.of()));
    }

    Optional<Condition> condition(String namespace, String name, String type) {
        return status(namespace, name).conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    String reason(String namespace, String name, String type) {
        return condition(namespace, name, type).map(Condition::getReason).orElse("");
    }
}
