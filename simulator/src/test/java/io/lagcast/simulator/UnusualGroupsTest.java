package io.lagcast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.scaler.Scaler;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups that are mostly idle, slow, or uneven: each bar lies between a healthy advisor and one that fails. */
class UnusualGroupsTest {

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final int STEPS_A_MINUTE = 4;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Over two days of such batches 98.8 % are in time with 0.91 replicas on average; keda:10000 has 64 % with 5.7, rate:0.7 has 37 % with 0.85. */
    @Test
    void sleepsBetweenBatchesAndIsAwakeWhenTheNextOneComes() {
        Scenario scenario = scenario(
                GroupSettings.STANDARD.withStartUp(Duration.ofMinutes(2), Duration.ZERO),
                minute -> minute % HOUR < 10 ? 3000 * (1 + 0.02 * Math.sin(minute)) : 0,
                2 * DAY + HOUR / 2,
                3 * HOUR,
                Objective.DEFAULT,
                0,
                0);

        Outcome outcome = lagcast(scenario);

        assertThat(outcome.shareInTime()).isGreaterThan(0.95);
        assertThat(outcome.meanReplicas()).isLessThan(1.1);
        for (int batch = HOUR / 2 + HOUR; batch < 3 * HOUR; batch += HOUR) {
            assertThat(replicas(outcome, batch - 15))
                    .as("asleep before minute %d", batch)
                    .isZero();
            assertThat(replicas(outcome, batch - 2))
                    .as("asked for in time for minute %d", batch)
                    .isPositive();
        }
    }

    /**
     * A scaler that judges by the last minute sees no record or one, and moves all day: rate:0.7 657 times in these eight hours, with 2 % in time. Lagcast
     * moved 27 times with 94.5 %, at an eighth of the cost. That is below the objective: while it finds its size a wrong step costs many minutes.
     */
    @Test
    void doesNotMoveInALoopWhereARecordTakesAMinute() {
        double throughput = 1.0 / 60;
        GroupSettings slow = new GroupSettings(
                40,
                new RecordsPerSecond(throughput),
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofSeconds(60),
                RebalanceProtocol.EAGER,
                Duration.ZERO,
                Duration.ofSeconds(60),
                true,
                0.2,
                1);
        Scenario scenario = scenario(
                slow,
                minute -> 40 * throughput * (0.2 + 0.22 * (1 - Math.cos(2 * Math.PI * minute / DAY))),
                DAY,
                8 * HOUR,
                new Objective(Duration.ofMinutes(10), 0.99),
                1,
                1);

        Outcome outcome = lagcast(scenario);

        Outcome simple =
                new ClosedLoop(scenario).run(ScalerChoice.parse("rate:0.7").create(scenario, done -> {}));
        assertThat(outcome.moves()).isLessThan(simple.moves() / 10);
        assertThat(outcome.costHours()).isLessThan(simple.costHours() / 4);
        assertThat(outcome.shareInTime()).isGreaterThan(0.85);
    }

    /**
     * Shares of 1.4 to 8.9 %, and of 0.6 to 23 %: 99.95 and 99.54 % in time, at 0.34 and 0.20 of what all of them cost, in 7 and 20 moves. An advisor that looks
     * at the records of the whole group, of which those of the busiest consumer are few, has 95.9 % of the first.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 9500", "1, 3600"})
    void keepsTheBusiestPartitionInTime(double skew, double highestPerSecond) {
        Scenario scenario = scenario(
                GroupSettings.STANDARD.withSkew(skew),
                minute -> highestPerSecond * (0.58 - 0.42 * Math.cos(2 * Math.PI * minute / DAY)),
                2 * DAY + 4 * HOUR,
                6 * HOUR,
                Objective.DEFAULT,
                1,
                1);

        Outcome outcome = lagcast(scenario);

        Outcome over = new ClosedLoop(scenario).run(ScalerChoice.parse("over").create(scenario, done -> {}));
        assertThat(outcome.shareInTime()).isGreaterThan(0.99);
        assertThat(outcome.costHours()).isLessThan(0.4 * over.costHours());
    }

    private static int replicas(Outcome outcome, int minute) {
        return outcome.course().replicas(minute * STEPS_A_MINUTE);
    }

    private static Outcome lagcast(Scenario scenario) {
        Scaler scaler = ScalerChoice.parse("lagcast").create(scenario, done -> {});
        return new ClosedLoop(scenario).run(scaler);
    }

    private static Scenario scenario(
            GroupSettings group,
            IntToDoubleFunction ratePerSecond,
            int learned,
            int played,
            Objective objective,
            int minReplicas,
            double noise) {
        double[] rates = new double[learned + played];
        for (int minute = 0; minute < rates.length; minute++) {
            rates[minute] = ratePerSecond.applyAsDouble(minute);
        }
        Trace trace = new Trace(START, Duration.ofMinutes(1), rates, 0);
        Trace replayed = trace.part(learned, rates.length);
        return new Scenario(
                group,
                Arrivals.smooth(replayed.values(), replayed.step()).noisy(noise, 3),
                Optional.of(trace.part(0, learned)),
                replayed.start(),
                Duration.ofSeconds(15),
                objective,
                20,
                minReplicas,
                40,
                Math.max(1, minReplicas),
                Optional.of(group.throughput()),
                0,
                1);
    }
}
