package io.lagcast.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example manifests name what Lagcast serves. */
class ExecutorManifestsTest {

    private static final Path PAGES = Path.of("../docs/executors");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    @Test
    void areReadable() throws IOException {
        assertThat(manifests("README.md")).hasSize(3).allMatch(manifest -> manifest.has("kind"));
        assertThat(manifests("hpa.md")).hasSize(6).allMatch(manifest -> manifest.has("kind"));
    }

    @Test
    void askKedaForTheMetricOfTheWorkloadAsAnAverageOfOne() throws IOException {
        List<JsonNode> triggers = manifests("keda.md").stream()
                .map(manifest -> manifest.has("spec") ? manifest.path("spec") : manifest)
                .map(spec -> spec.path("triggers").get(0))
                .toList();

        assertThat(triggers)
                .extracting(trigger -> trigger.path("type").asString())
                .containsExactly("external-push", "external", "metrics-api");
        assertThat(triggers)
                .allSatisfy(trigger ->
                        assertThat(trigger.path("metricType").asString()).isEqualTo("AverageValue"));
        assertThat(triggers.subList(0, 2)).allSatisfy(trigger -> assertThat(
                        trigger.path("metadata").path("workload").asString())
                .isEqualTo("orders"));
        assertThat(triggers.get(2).path("metadata").path("url").asString()).endsWith(":8080/keda/workloads/orders");
        assertThat(triggers.get(2).path("metadata").path("valueLocation").asString())
                .isEqualTo("desiredReplicas");
    }

    @Test
    void letARecommendedStepThroughInOneMove() throws IOException {
        JsonNode hpa = manifests("hpa.md").getLast().path("spec");
        JsonNode keda = manifests("keda.md").getFirst().path("spec");

        assertThat(hpa.at("/metrics/0/external/metric/name").asString()).isEqualTo("lagcast-desired-replicas");
        assertThat(hpa.at("/metrics/0/external/target/averageValue").asString()).isEqualTo("1");
        assertThat(List.of(hpa.path("behavior"), keda.at("/advanced/horizontalPodAutoscalerConfig/behavior")))
                .allSatisfy(behavior -> assertThat(List.of(behavior.path("scaleUp"), behavior.path("scaleDown")))
                        .allSatisfy(direction -> {
                            assertThat(direction.path("tolerance").asString()).isEqualTo("0");
                            assertThat(direction
                                            .path("stabilizationWindowSeconds")
                                            .asInt())
                                    .isZero();
                            assertThat(direction.at("/policies/0/value").asInt())
                                    .isEqualTo(hpa.path("maxReplicas").asInt());
                        }));
    }

    private static List<JsonNode> manifests(String page) throws IOException {
        Matcher block = YAML.matcher(Files.readString(PAGES.resolve(page)));
        List<JsonNode> manifests = new ArrayList<>();
        while (block.find()) {
            for (Object manifest : new Yaml().loadAll(block.group(1))) {
                assertThat(manifest).isInstanceOf(Map.class);
                manifests.add(JsonMapper.shared().valueToTree(manifest));
            }
        }
        return manifests;
    }
}
