package io.lagcast.recommender.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.recommender.workloads.Workload.Mode;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class ConfiguredWorkloadsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void readsAWorkloadWithEveryField() {
        yaml("""
                lagcast:
                  workloads:
                    orders:
                      cluster: east
                      group: orders-consumer
                      topics: [orders, refunds]
                      mode: paused
                      minReplicas: 2
                      max-replicas: 40
                      objective: {lagTime: 30s, attainment: 99%}
                      price: {replicaHour: 0.1, currency: USD}
                """);

        Workload orders = read("orders");

        assertThat(orders.cluster()).isEqualTo("east");
        assertThat(orders.group()).isEqualTo("orders-consumer");
        assertThat(orders.topics()).containsExactly("orders", "refunds");
        assertThat(orders.mode()).isEqualTo(Mode.PAUSED);
        assertThat(orders.origin()).isEqualTo(Origin.CONFIGURATION);
        assertThat(orders.policy().minReplicas()).isEqualTo(2);
        assertThat(orders.policy().maxReplicas()).isEqualTo(40);
        assertThat(orders.policy().objective().attainment()).isEqualTo(0.99);
        assertThat(orders.policy().price()).isPresent();
    }

    @Test
    void takesTheNameForTheGroupAndTheDefaultCluster() {
        yaml("lagcast: {workloads: {orders: {}, Payments_EU: }}");

        assertThat(ConfiguredWorkloads.from(environment).workloads())
                .extracting(workload -> workload.name() + " " + workload.cluster() + " " + workload.group())
                .containsExactly("Payments_EU default Payments_EU", "orders default orders");
    }

    @Test
    void keepsDotsAndDashesInNames() {
        yaml("""
                lagcast:
                  workloads:
                    orders.v1: {minReplicas: 2}
                    "[orders.v1-eu]": {objective: {lagTime: 5s}}
                """);

        assertThat(read("orders.v1").policy().minReplicas()).isEqualTo(2);
        assertThat(read("orders.v1-eu").policy().objective().lagTime()).hasSeconds(5);
    }

    @Test
    void letsAnEarlierSourceWinFieldByField() {
        yaml("lagcast.workloads.orders: {minReplicas: 2, maxReplicas: 9, topics: [a, b]}");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "commandLine",
                        Map.of(
                                "lagcast.workloads.orders.max-replicas",
                                "${most:12}",
                                "lagcast.workloads.orders.topics",
                                "c, d")));

        assertThat(read("orders").policy().minReplicas()).isEqualTo(2);
        assertThat(read("orders").policy().maxReplicas()).isEqualTo(12);
        assertThat(read("orders").topics()).containsExactly("c", "d");
    }

    @Test
    void readsEnvironmentVariables() {
        yaml("lagcast.workloads.Orders.v1: {minReplicas: 2}");
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                                "LAGCAST_WORKLOADS_ORDERS_V1_MIN_REPLICAS", "3",
                                "LAGCAST_WORKLOADS_ORDERS_V1_OBJECTIVE_LAGTIME", "5s",
                                "LAGCAST_WORKLOADS_PAYMENTS_EU_MAXREPLICAS", "8",
                                "LAGCAST_WORKLOADS_SERVICE_PORT", "tcp://10.0.0.1")));

        assertThat(read("Orders.v1").policy().minReplicas()).isEqualTo(3);
        assertThat(read("Orders.v1").policy().objective().lagTime()).hasSeconds(5);
        assertThat(read("payments-eu").policy().maxReplicas()).isEqualTo(8);
        assertThat(ConfiguredWorkloads.from(environment).workloads()).hasSize(2);
    }

    @Test
    void reportsEveryMistakeUnderItsProperty() {
        yaml("""
                lagcast:
                  workloads:
                    orders.v1: {minReplicas: few, maxReplicsa: 3, objective: {lagTim: 3s}}
                    payments: {maxReplica: 3}
                    refunds: 5
                """);

        assertThatThrownBy(() -> ConfiguredWorkloads.from(environment))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessageContainingAll(
                        "lagcast.workloads.orders.v1.minReplicas: must be a whole number of at least 0, but was \"few\"",
                        "lagcast.workloads.orders.v1.maxReplicsa: is not a field here. Maybe you meant maxReplicas?",
                        "lagcast.workloads.orders.v1.objective.lagTim: is not a field here. Maybe you meant lagTime?",
                        "lagcast.workloads.payments.maxReplica: is not a field here. Maybe you meant maxReplicas?",
                        "lagcast.workloads.refunds");
    }

    private void yaml(String text) {
        try {
            var source = new YamlPropertySourceLoader()
                    .load("yaml", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
            source.forEach(environment.getPropertySources()::addLast);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Workload read(String name) {
        List<Workload> found = ConfiguredWorkloads.from(environment).workloads().stream()
                .filter(workload -> workload.name().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
