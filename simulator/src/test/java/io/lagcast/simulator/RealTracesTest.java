package io.lagcast.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.trace.TraceFile;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The advisor on recorded traces; they are not part of the project, so the test is skipped where they are missing. */
class RealTracesTest {

    private static final int DAY = 1440;
    private static final int LONGEST_WARM_UP = 8 * DAY;

    @ParameterizedTest
    @CsvSource({"crane00_1m, 10, 0.5", "crane09_1m, 10, 0.5"})
    void keepsToTheObjectiveForLessThanOthers(String name, int pauseSeconds, double learnedShare)
            throws InterruptedException {
        List<Outcome> outcomes = outcomes(name, pauseSeconds, learnedShare);

        Outcome lagcast = outcomes.get(3);
        assertThat(lagcast.costHours())
                .isLessThan(outcomes.get(0).costHours())
                .isLessThan(outcomes.get(1).costHours())
                .isLessThan(outcomes.get(2).costHours())
                .isGreaterThan(outcomes.get(4).costHours());
        assertThat(lagcast.shareInTime()).isGreaterThan(0.98);
    }

    /**
     * Two hours and a half from nothing. Healthy: 83.2 replica-hours against 209.6 of hpa:10000, 82.9 of rate:0.7 and 77.7 of rate:0.8, which are told
     * the throughput. Failing: half of the first, 1.15 of the last.
     */
    @Test
    void keepsToTheObjectiveFromNothingForLessThanAnAutoscalerOnLag() throws InterruptedException {
        List<Outcome> outcomes = outcomes("federator_kafka_1m", 3, 0);

        Outcome lagcast = outcomes.get(3);
        assertThat(lagcast.costHours())
                .isLessThan(outcomes.get(0).costHours() / 2)
                .isLessThan(1.15 * outcomes.get(2).costHours())
                .isGreaterThan(outcomes.get(4).costHours());
        assertThat(lagcast.shareInTime()).isGreaterThan(0.98);
    }

    private static List<Outcome> outcomes(String name, int pauseSeconds, double learnedShare)
            throws InterruptedException {
        Optional<Path> directory = TestingTraces.directory();
        assumeTrue(
                directory.isPresent(), "Skipped: no directory shared/data beside the checkout, so no recorded traces");
        Trace trace = TraceFile.read(directory.orElseThrow().resolve(name + ".csv"));
        int learned = Math.min(LONGEST_WARM_UP, (int) (learnedShare * trace.length()));
        GroupSettings group = GroupSettings.STANDARD.withRebalance(
                GroupSettings.STANDARD.protocol(), Duration.ofSeconds(pauseSeconds));
        Scenario scenario = TestingTraces.scenario(group, trace, learned, DAY);

        return new Replay(
                        scenario,
                        Stream.of("hpa:10000", "rate:0.7", "rate:0.8", "lagcast", "clairvoyant")
                                .map(ScalerChoice::parse)
                                .toList())
                .run((index, scaler, share) -> {});
    }
}
