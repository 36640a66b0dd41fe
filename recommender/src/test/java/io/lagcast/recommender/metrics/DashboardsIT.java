package io.lagcast.recommender.metrics;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.console.TestingService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What dashboards and alerts ask is asked of a real Prometheus and of the real database, with a service behind them that has something to tell. */
@Timeout(600)
class DashboardsIT {

    private static final Path DASHBOARDS = Path.of("..", "helm", "lagcast", "dashboards");
    private static final Path CHART = Path.of("..", "helm", "src", "test", "resources", "golden", "everything.yaml");
    private static final Path CATALOGUE = Path.of("..", "docs", "metrics.txt");
    private static final String WORKLOAD = "checkout";

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([a-z_.]+)\\)");

    @SuppressWarnings("NullAway.Init")
    private static TestingService service;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeAll
    static void start() {
        service = TestingService.start(
                "--lagcast.clusters.here.bootstrap.servers=" + TestKafka.bootstrapServers(),
                "--lagcast.clusters.away.bootstrap.servers=127.0.0.1:1",
                "--lagcast.collection.interval=1s");
        service.watch(WORKLOAD);
        service.put("of-kafka", "{\"cluster\": \"here\", \"group\": \"nobody\"}");
        service.put("unreachable", "{\"cluster\": \"away\", \"group\": \"nobody\"}");
        // Fewer replicas are there than it may have: a move.
        service.put(WORKLOAD, "{\"minReplicas\": 4, \"maxReplicas\": 8, \"priors\": {\"throughputPerReplica\": 300}}");
        service.pushSample(WORKLOAD, 12);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void answerEveryPanelFromPrometheus() throws IOException {
        Optional<Path> program = TestingPrometheus.program();
        assumeTrue(program.isPresent(), "Prometheus is not installed: apt-get install prometheus");
        String host = URI.create(service.address()).getAuthority();
        try (TestingPrometheus prometheus = TestingPrometheus.start(program.get(), directory, host, alerts())) {
            await("a few scrapes", () -> !series(prometheus.query("count_over_time(up[1m]) > 3"))
                    .isEmpty());
            service.pushSample(WORKLOAD, 14);

            for (String expression : expressions()) {
                await(expression + " to answer", () -> hasNumber(prometheus.query(expression)));
            }
            await("the rules to be evaluated", () -> healths(prometheus.rules()).equals(Set.of("ok")));
            assertThat(prometheus.rules().findValues("health")).hasSizeGreaterThan(8);
        }
    }

    @Test
    void answerEveryPanelFromTheDatabase() throws IOException {
        List<String> statements = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            statements.addAll(texts(dashboard, "rawSql"));
        }

        assertThat(statements).hasSizeGreaterThan(8);
        for (String statement : statements) {
            String filled = TIME_FILTER
                    .matcher(statement.replace("$workload", WORKLOAD))
                    .replaceAll("$1 BETWEEN now() - interval '6 hours' AND now() + interval '6 hours'");
            await(filled + " to answer", () -> !service.rows(filled).isEmpty());
        }
    }

    @Test
    void areBuiltOnWhatTheServiceServes() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Set<String> optional = new TreeSet<>();
        for (String line : Files.readAllLines(CATALOGUE)) {
            if (!line.startsWith("#")) {
                List<String> words = List.of(line.split(" "));
                if (words.getLast().equals("optional")) {
                    optional.add(words.getFirst());
                }
                boolean labelled = words.size() > 1 && !words.get(1).equals("optional");
                documented.put(words.getFirst(), labelled ? Set.of(words.get(1).split(",")) : Set.of());
            }
        }

        // In force for minutes only, and a refit or a failed reading takes a moment.
        service.pushSample(WORKLOAD, 16);
        await("a failed reading", () -> served().containsKey("lagcast_collection_failures_total"));
        documented.keySet().stream()
                .filter(name -> name.startsWith("lagcast_") && !optional.contains(name))
                .forEach(name -> await(name + " to be served", () -> served().containsKey(name)));
        Map<String, Set<String>> served = served();
        assertThat(documented.keySet())
                .containsAll(served.keySet().stream()
                        .filter(name -> name.startsWith("lagcast_") && !name.endsWith("_info"))
                        .toList());
        documented.forEach((name, labels) -> {
            if (served.containsKey(name)) {
                assertThat(served.get(name)).as("labels of %s", name).isEqualTo(labels);
            }
        });
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            texts(dashboard.path("panels"), "expr")
                    .forEach(expression -> expressions.add(
                            expression.replace("$workload", expression.contains("=~\"$workload\"") ? ".*" : WORKLOAD)));
        }
        assertThat(expressions).hasSizeGreaterThan(30);
        return expressions;
    }

    /** The rules of the chart as Prometheus takes them from a file. */
    private static String alerts() throws IOException {
        for (Object manifest : new Yaml().loadAll(Files.readString(CHART))) {
            if (manifest instanceof Map<?, ?> resource && "PrometheusRule".equals(resource.get("kind"))) {
                return new Yaml().dump(resource.get("spec"));
            }
        }
        throw new IllegalStateException("The rendered chart has no PrometheusRule");
    }

    private static List<JsonNode> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted()
                    .map(file -> JsonMapper.shared().readTree(file.toFile()))
                    .toList();
        }
    }

    private static List<String> texts(JsonNode node, String field) {
        return node.findValues(field).stream().map(JsonNode::asString).toList();
    }

    private static List<JsonNode> series(JsonNode answer) {
        return List.copyOf(answer.at("/data/result").values());
    }

    private static boolean hasNumber(JsonNode answer) {
        assertThat(answer.path("status").asString("success")).as("%s", answer).isEqualTo("success");
        return series(answer).stream()
                .anyMatch(one -> !one.at("/value/1").asString("NaN").equals("NaN"));
    }

    private static Set<String> healths(JsonNode rules) {
        return Set.copyOf(texts(rules, "health"));
    }

    /** Names of the series that are served now, with the labels of all of them together. */
    private static Map<String, Set<String>> served() {
        Map<String, Set<String>> served = new TreeMap<>();
        service.get("actuator/prometheus")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(SERIES::matcher)
                .filter(found -> found.matches())
                .forEach(found -> served.computeIfAbsent(found.group(1), name -> new TreeSet<>())
                        .addAll(labels(found.group(2))));
        return served;
    }

    private static Set<String> labels(@Nullable String text) {
        return text == null
                ? Set.of()
                : LABEL.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }
}
