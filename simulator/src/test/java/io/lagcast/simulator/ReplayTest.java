package io.lagcast.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.simulator.report.HtmlReport;
import io.lagcast.simulator.report.JsonReport;
import io.lagcast.simulator.report.TextTable;
import io.lagcast.simulator.scaler.Scaler;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {

    private static final List<String> ALL = List.of(
            "over",
            "fixed:20",
            "hpa:10000",
            "hpa:10000+behavior",
            "keda:10000",
            "rate:0.8",
            "flink:0.7",
            "lagcast",
            "lagcast+oracle+known",
            "lagcast+shuffled",
            "lagcast+zero",
            "foresight:600",
            "clairvoyant");

    @Test
    void givesTheSameTableForTheSameSeed() throws InterruptedException {
        ReplayResult one = run(hours(1, disturbed()), ALL);
        ReplayResult other = run(hours(1, disturbed()), ALL);

        assertThat(TextTable.lines(one)).isEqualTo(TextTable.lines(other)).hasSize(ALL.size() + 1);
        assertThat(JsonReport.write(one)).isEqualTo(JsonReport.write(other));
        assertThat(HtmlReport.write(one)).isEqualTo(HtmlReport.write(other));
    }

    @Test
    void keepsTheOrderOfTheScalersAndItsAccounts() throws InterruptedException {
        ReplayResult result = run(hours(1, GroupSettings.STANDARD), ALL);

        assertThat(result.outcomes().stream().map(Outcome::scaler)).containsExactlyElementsOf(ALL);
        for (Outcome outcome : result.outcomes()) {
            assertThat(outcome.processedRecords())
                    .as(outcome.scaler())
                    .isPositive()
                    .isLessThanOrEqualTo(outcome.producedRecords() * (1 + 1e-9));
            assertThat(result.costRatio(outcome).orElseThrow())
                    .as(outcome.scaler())
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(result.outcomes().getFirst().replicaHours()).isCloseTo(40, within(1e-9));
    }

    @Test
    void decidesNothingWhereNoSampleArrives() {
        Scenario usual = hours(3, GroupSettings.STANDARD);
        Scenario blind = new Scenario(
                usual.group(),
                usual.arrivals(),
                usual.history(),
                usual.start(),
                usual.interval(),
                usual.objective(),
                usual.latePenalty(),
                usual.minReplicas(),
                usual.maxReplicas(),
                usual.initialReplicas(),
                usual.believedThroughput(),
                0.3,
                1);
        CountingScaler counting = new CountingScaler();

        new ClosedLoop(blind).run(counting);

        assertThat(counting.decisions).isBetween((int) (0.6 * 720), (int) (0.8 * 720));
    }

    @Test
    void tellsHowFarItIs() throws InterruptedException {
        Map<String, Double> shares = new ConcurrentHashMap<>();
        List<ScalerChoice> choices =
                Stream.of("over", "clairvoyant").map(ScalerChoice::parse).toList();

        new Replay(hours(1, GroupSettings.STANDARD), choices)
                .run((index, scaler, share) -> shares.merge(scaler, share, Math::max));

        assertThat(shares).containsEntry("over", 1.0).containsEntry("clairvoyant", 1.0);
    }

    @Test
    void writesEveryColumnAsJson() throws InterruptedException {
        ReplayResult result = run(hours(1, GroupSettings.STANDARD), List.of("over", "rate:0.8"));

        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.write(result));

        assertThat(json.path("scenario").path("partitions").asInt()).isEqualTo(40);
        JsonNode over = json.path("scalers").get(0);
        assertThat(over.path("scaler").asString()).isEqualTo("over");
        assertThat(over.path("replicaHours").asDouble()).isEqualTo(40);
        assertThat(over.has("costToClairvoyant")).isFalse();
        assertThat(over.propertyNames())
                .contains(
                        "shareInTime", "cost", "meanLag", "maxLag", "meanLagTimeSeconds", "p99LagTimeSeconds", "moves");
    }

    @Test
    void writesOnePageThatNeedsNothingElse() throws InterruptedException {
        ReplayResult result = run(hours(1, GroupSettings.STANDARD), List.of("over", "lagcast"));

        String page = HtmlReport.write(new ReplayResult("<trace> & more", result.scenario(), result.outcomes()));

        assertThat(page)
                .contains("&lt;trace&gt; &amp; more", "<svg", "Lagcast would have kept")
                .doesNotContain("<trace>", "src=", "href=", "@import", "NaN", "Infinity");
    }

    @Test
    void refusesAScenarioThatCannotBe() {
        Scenario usual = hours(1, GroupSettings.STANDARD);

        assertThatThrownBy(() -> new Scenario(
                        usual.group(),
                        usual.arrivals(),
                        usual.history(),
                        usual.start(),
                        Duration.ofMillis(500),
                        usual.objective(),
                        20,
                        1,
                        40,
                        40,
                        usual.believedThroughput(),
                        0,
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval must be whole seconds");
    }

    private static GroupSettings disturbed() {
        return GroupSettings.STANDARD
                .withSkew(0.5)
                .withStaggeredCommits()
                .withStartUp(Duration.ofSeconds(20), Duration.ofSeconds(30))
                .withRebalance(RebalanceProtocol.COOPERATIVE, Duration.ofSeconds(3));
    }

    private static Scenario hours(int hours, GroupSettings group) {
        return TestingTraces.scenario(group, TestingTraces.daily(2, 1), 1440 + 360, hours * 60);
    }

    private static ReplayResult run(Scenario scenario, List<String> scalers) throws InterruptedException {
        List<ScalerChoice> choices = scalers.stream().map(ScalerChoice::parse).toList();
        return new ReplayResult("test", scenario, new Replay(scenario, choices).run((index, scaler, share) -> {}));
    }

    private static final class CountingScaler implements Scaler {

        private int decisions;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public int decide(Observation seen) {
            decisions++;
            return seen.desired();
        }
    }
}
