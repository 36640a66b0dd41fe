package io.lagcast.recommender.operator;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The operator on a real API server, with the rights that the chart gives to its service account and no others. Not a part of the ordinary build. */
class OperatorOnKubernetes extends OperatorContract {

    /** Where fabric8's client looks for a kubeconfig first. */
    private static final String KUBECONFIG = "kubeconfig";

    private static final RealCluster CLUSTER = new RealCluster();

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry properties) {
        CLUSTER.applyChart(TestingCluster.CHART);
        System.setProperty(KUBECONFIG, CLUSTER.kubeconfigOfServiceAccount().toString());
        properties.add("lagcast.operator.api-server", CLUSTER::address);
    }

    @Override
    TestingCluster cluster() {
        return CLUSTER;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {minReplicas: 9, maxReplicas: 3} | maxReplicas must be at least minReplicas
                {mode: APPLY} | mode APPLY needs target, the object whose replicas to set
                {mode: APPLY, target: {name: a}, channel: KEDA} | in mode APPLY the channel is APPLY; leave it out
                {channelTolerance: 10%} | channelTolerance, channelMaxStepOut and channelMaxStepIn need channel, which they are about
                {mode: SCALE} | spec.mode: Unsupported value: "SCALE"
                {maxReplicas: 0} | spec.maxReplicas in body should be greater than or equal to 1
                {objective: {lagTime: soon}} | spec.objective.lagTime in body should match
                {latePenalty: 0} | spec.latePenalty in body should be greater than 0
                {target: {kind: Deployment}} | spec.target.name: Required value
                {price: {replicaHour: 1, currency: euro}} | spec.price.currency in body should match
                {maxReplica: 3} | unknown field "spec.maxReplica"
                """)
    void doesNotEvenTakeAResourceThatTheSchemaRefuses(String spec, String message) {
        assertThatThrownBy(() -> CLUSTER.apply(manifest("refused", "orders", spec)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void doesNotTakeANameThatNoWorkloadCanHave() {
        assertThatThrownBy(() -> CLUSTER.apply(manifest("refused", "n".repeat(64), "{}")))
                .hasMessageContaining("the name must be at most 63 characters long");
        CLUSTER.apply(manifest("named", "n".repeat(63), "{}"));
        await("its status", () -> status("named", "n".repeat(63)).observedGeneration() != null);
    }

    @Test
    void addsTheDefaultsOfTheSchema() {
        apply("defaults", "orders", "target: {name: orders}");

        ScalerSpec spec = CLUSTER.scaler("defaults", "orders").orElseThrow().getSpec();
        assertThat(spec.mode()).isEqualTo(ScalerSpec.Mode.RECOMMEND);
        assertThat(spec.target()).isEqualTo(new ScalerSpec.TargetReference("apps/v1", "Deployment", "orders"));
    }

    @Test
    void saysWhatIsWrongWithAResourceThatTheSchemaLetsPass() {
        apply("wrong", "orders", "objective: {lagTime: PTS}");

        await("the refusal", () -> reason("wrong", "orders", "Ready").equals("InvalidSpec"));
        assertThat(condition("wrong", "orders", "Ready").orElseThrow().getMessage())
                .contains("lagTime", "PTS");
        assertThat(get("/api/v1/workloads/wrong.orders").statusCode()).isEqualTo(404);
    }

    @Test
    void showsColumnsToPeople() {
        apply("columns", "orders", "maxReplicas: 40");
        awaitStatus("columns", "orders");

        recommend("columns.orders");

        await("the recommendation", () -> status("columns", "orders").desiredReplicas() != null);
        assertThat(columns("columns", "orders")).startsWith("orders", "RECOMMEND", "8", "5", "DEMAND_RISING", "True");
    }

    @Test
    void letsNobodyWriteTheStatusWithTheSpec() {
        apply("halves", "orders", "maxReplicas: 10");
        awaitStatus("halves", "orders");
        ScalerStatus before = status("halves", "orders");

        CLUSTER.change("halves", "orders", scaler -> {
            scaler.setSpec(spec("{\"mode\": \"RECOMMEND\", \"maxReplicas\": 11}"));
            scaler.setStatus(new ScalerStatus(99L, "made-up", 77, null, null, null, null, null, null, List.of()));
        });

        await("the change to be looked at", () -> generationLookedAt("halves", "orders") == 2);
        assertThat(before.workload()).isEqualTo("halves.orders");
        assertThat(status("halves", "orders").workload()).isEqualTo("halves.orders");
        assertThat(status("halves", "orders").desiredReplicas()).isNull();
    }

    @Test
    void hasTheRightsItNeedsAndNoOthers() {
        CLUSTER.deploy("rights", "consumer", 1);
        try (KubernetesClient service = CLUSTER.serviceAccount()) {
            Stream<Runnable> attempts = Stream.of(
                    () -> service.secrets().inNamespace("rights").list(),
                    () -> service.pods().inNamespace("rights").list(),
                    () -> service.apps().deployments().inNamespace("rights").list(),
                    () -> service.apps()
                            .deployments()
                            .inNamespace("rights")
                            .withName("consumer")
                            .delete(),
                    () -> service.apps()
                            .deployments()
                            .inNamespace("rights")
                            .withName("consumer")
                            .edit(found -> {
                                found.setMetadata(labelled(found.getMetadata()));
                                return found;
                            }),
                    () -> service.v1().events().inNamespace("rights").list());

            assertThat(attempts).allSatisfy(attempt -> assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                            .isEqualTo(HttpURLConnection.HTTP_FORBIDDEN)));
        }
    }

    private static ObjectMeta labelled(ObjectMeta metadata) {
        metadata.getLabels().put("touched", "true");
        return metadata;
    }

    private static List<String> columns(String namespace, String name) {
        var table = CLUSTER.client()
                .resources(ConsumerGroupScaler.class)
                .inNamespace(namespace)
                .withName(name)
                .getAsTable();
        return table.getRows().getFirst().getCells().stream()
                .map(String::valueOf)
                .toList();
    }

    private void awaitStatus(String namespace, String name) {
        await("a status", () -> status(namespace, name).observedGeneration() != null);
    }

    private long generationLookedAt(String namespace, String name) {
        Long generation = status(namespace, name).observedGeneration();
        return generation == null ? 0 : generation;
    }

    private static String manifest(String namespace, String name, String spec) {
        return """
                apiVersion: lagcast.io/v1alpha1
                kind: ConsumerGroupScaler
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, namespace, spec);
    }
}
