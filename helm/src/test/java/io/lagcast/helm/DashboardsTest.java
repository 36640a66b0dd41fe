package io.lagcast.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final Path DIRECTORY = Chart.DIRECTORY.resolve("dashboards");

    private final MetricCatalogue catalogue = MetricCatalogue.read();

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void asksOnlyForMetricsThatTheServiceExposes(Path file) throws IOException {
        JsonNode dashboard = read(file);

        List<String> expressions = dashboard.findValuesAsText("expr");
        assertThat(expressions.size() + dashboard.findValuesAsText("rawSql").size())
                .isPositive();
        assertThat(expressions).allSatisfy(expression -> assertThat(catalogue.unknownIn(expression))
                .as("%s", expression)
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void numbersItsPanelsAndExplainsEachOfThem(Path file) throws IOException {
        JsonNode panels = read(file).path("panels");

        assertThat(panels)
                .isNotEmpty()
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void letsNoPanelCoverAnother(Path file) throws IOException {
        boolean[][] taken = new boolean[200][24];

        for (JsonNode panel : read(file).path("panels")) {
            JsonNode place = panel.path("gridPos");
            for (int y = 0; y < place.path("h").asInt(); y++) {
                for (int x = 0; x < place.path("w").asInt(); x++) {
                    int row = place.path("y").asInt() + y;
                    int column = place.path("x").asInt() + x;
                    assertThat(taken[row][column])
                            .as("%s at row %d", panel.path("title").asText(), row)
                            .isFalse();
                    taken[row][column] = true;
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void takesTheDataSourceThatTheReaderChose(Path file) throws IOException {
        JsonNode dashboard = read(file);

        assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
        assertThat(dashboard.path("panels").findValues("datasource"))
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
    }

    @Test
    void hasItsOwnAddressForEveryDashboard() throws IOException {
        List<String> addresses = dashboards().stream()
                .map(DashboardsTest::read)
                .map(dashboard -> dashboard.path("uid").asText())
                .toList();

        assertThat(addresses).contains("lagcast-estate", "lagcast-workload").doesNotHaveDuplicates();
    }

    @Test
    void reachesTheClusterUnchanged() throws IOException {
        ConfigMap map = Manifests.of(Chart.render("everything")).resources().stream()
                .filter(resource -> resource.getMetadata().getName().equals("lagcast-dashboards"))
                .map(ConfigMap.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(map.getData()).hasSameSizeAs(dashboards());
        for (Path file : dashboards()) {
            assertThat(map.getData()).containsEntry(file.getFileName().toString(), Chart.read(file));
        }
    }

    @Test
    void alertsOnlyOnMetricsThatTheServiceExposes() {
        JsonNode rules = Manifests.of(Chart.render("everything")).onlyCustom("PrometheusRule");

        List<String> expressions = rules.findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(8).allSatisfy(expression -> assertThat(
                        catalogue.unknownIn(expression))
                .as("%s", expression)
                .isEmpty());
    }

    @Test
    void noticesMetricsAndLabelsThatDoNotExist() {
        assertThat(catalogue.unknownIn(
                        "sum by (team) (rate(lagcast_lag{workload=~\"a|b\"}[5m])) > on (workload) lagcast_lag_seconds"))
                .containsExactlyInAnyOrder("lagcast_lag", "label team");
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.builder().build().readTree(Chart.read(file));
        } catch (IOException broken) {
            throw new IllegalStateException(file + " is not JSON", broken);
        }
    }
}
