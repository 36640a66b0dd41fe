package io.lagcast.recommender.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.costmodel.WorkloadPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {

    @Test
    void readsTheFileOfTheContract(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                workloads:
                  w:                       # or "*" for any
                    minReplicas: 1
                    maxReplicas: 40
                    objective: {lagTime: 30s, attainment: 99.9%}
                    threadsPerReplica: 1
                    priors:
                      throughputPerReplica: 1000
                      startUp: 30s
                      rebalancePause: 10s
                      protocol: EAGER
                    price: {replicaHour: 0.10, currency: USD}
                """);

        WorkloadPolicy policy = PolicyFile.read(file).policy("w").orElseThrow();

        assertThat(policy.maxReplicas()).isEqualTo(40);
        assertThat(policy.objective().attainment()).isEqualTo(0.999);
        assertThat(policy.priors().startUp()).contains(Duration.ofSeconds(30));
        assertThat(policy.price().orElseThrow().replicaHour()).isEqualTo(0.1);
    }

    @Test
    void fallsBackToAnyForAWorkloadNotNamed() {
        PolicyFile file = PolicyFile.parse("workloads: {orders: {maxReplicas: 7}, '*': {maxReplicas: 9}, bare: }");

        assertThat(file.policy("orders").orElseThrow().maxReplicas()).isEqualTo(7);
        assertThat(file.policy("other").orElseThrow().maxReplicas()).isEqualTo(9);
        assertThat(file.policy("bare")).contains(WorkloadPolicy.DEFAULT);
    }

    @Test
    void knowsNoPolicyForAWorkloadNeitherNamedNorMeantByAny() {
        assertThat(PolicyFile.parse("workloads: {orders: {}}").policy("other")).isEmpty();
    }

    @Test
    void reportsTheMistakesOfAllWorkloadsWithTheirPaths() {
        assertThatThrownBy(() -> PolicyFile.parse(
                        "workloads: {a: {minReplicas: x}, b.c: {objective: {lagTime: soon}}, 'd e': {}}"))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessageContainingAll(
                        "workloads.a.minReplicas", "workloads.b.c.objective.lagTime", "\"soon\"", "workloads.d e");
    }

    @Test
    void saysWhereAFileIsNotYaml() {
        assertThatThrownBy(() -> PolicyFile.parse("workloads:\n  a: {minReplicas: 1\n"))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> PolicyFile.parse("workloads: {a: {}, a: {}}")).hasMessageContaining("duplicate key a");
    }

    @Test
    void refusesAnEmptyFileAndOneWithoutWorkloads() {
        assertThatThrownBy(() -> PolicyFile.parse("")).hasMessageContaining("must be a mapping");
        assertThatThrownBy(() -> PolicyFile.parse("workloads: {}")).hasMessageContaining("at least one workload");
        assertThatThrownBy(() -> PolicyFile.parse("workload: {a: {}}"))
                .hasMessageContaining("Maybe you meant workloads?");
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        assertThatThrownBy(() -> PolicyFile.read(Path.of("no-such-policy.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
