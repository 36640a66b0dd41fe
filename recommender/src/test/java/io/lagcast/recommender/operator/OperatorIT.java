package io.lagcast.recommender.operator;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.workloads.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class OperatorIT extends OperatorContract {

    private static final KeepingCluster CLUSTER = new KeepingCluster();

    @Autowired
    private Ledger ledger;

    @Autowired
    private Workloads workloads;

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry properties) {
        CLUSTER.applyChart();
        properties.add("lagcast.operator.api-server", CLUSTER::address);
    }

    @Override
    TestingCluster cluster() {
        return CLUSTER;
    }

    /** A real cluster does not take such a resource in the first place. */
    @Test
    void saysWhatIsWrongWithAResource() {
        apply("wrong", "orders", "minReplicas: 9\n  maxReplicas: 3");

        await("the refusal", () -> reason("wrong", "orders", "Ready").equals("InvalidSpec"));
        assertThat(condition("wrong", "orders", "Ready").orElseThrow().getMessage())
                .isEqualTo("maxReplicas: must be at least minReplicas, which is 9, but was 3");
        assertThat(get("/api/v1/workloads/wrong.orders").statusCode()).isEqualTo(404);
    }

    @Test
    void startsBeforeTheClusterDoes() {
        int port = TestingCluster.freePort();
        KubernetesClient client = OperatorConfiguration.client(
                new ConfigBuilder(Config.empty()).withMasterUrl("http://localhost:" + port));
        OperatorSettings settings = new OperatorSettings(
                true, null, List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(100));
        Mover mover = new Mover(client, new RivalAutoscalers(client, Instant::now), settings, Instant::now);
        ScalerOperator early = new ScalerOperator(
                client,
                () -> new ScalerReconciler(
                        workloads, ledger, mover, new MoveEvents(client, Instant::now), settings, Instant::now),
                settings);

        early.start();

        assertThat(early.serves()).isFalse();
        KeepingCluster late = new KeepingCluster(port);
        try {
            late.applyChart();
            await("the operator to serve", early::serves);
        } finally {
            early.stop();
            client.close();
            late.close();
        }
    }
}
