package io.lagcast.recommender.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.WorkloadForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The examples of the page are resources that would be taken as they are written. */
class ApplyPageTest {

    private static final Path PAGE = Path.of("../docs/executors/apply.md");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    private final KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), true);

    @Test
    void areTakenAsTheyAreWritten() throws IOException {
        List<Map<String, Object>> scalers = scalers();

        assertThat(scalers).hasSize(4).allSatisfy(manifest -> {
            ConsumerGroupScaler scaler = serialization.convertValue(manifest, ConsumerGroupScaler.class);
            Workload workload = WorkloadForm.read(
                    scaler.workload(),
                    scaler.getSpec().workloadFields(scaler.getMetadata().getName()),
                    Workload.Origin.API);

            assertThat(fields(serialization.convertValue(scaler.getSpec(), Map.class)))
                    .as("no field is lost")
                    .isEqualTo(fields(Objects.requireNonNull(manifest.get("spec"))));
            assertThat(workload.policy().maxReplicas()).isGreaterThan(1);
            assertThat(scaler.getSpec().applies()).isEqualTo(scaler.getSpec().target() != null);
        });
    }

    private static Set<String> fields(Object mapping) {
        return ((Map<?, ?>) mapping).keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> scalers() throws IOException {
        Matcher block = YAML.matcher(Files.readString(PAGE));
        List<Map<String, Object>> scalers = new ArrayList<>();
        while (block.find()) {
            Map<String, Object> manifest = new Yaml().load(block.group(1));
            if ("ConsumerGroupScaler".equals(manifest.get("kind"))) {
                scalers.add(manifest);
            }
        }
        return scalers;
    }
}
