package io.lagcast.costmodel.offsets;

import static io.lagcast.costmodel.offsets.TestingGroup.latest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Measurement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagTimeTest {

    @Test
    void isMeasuredWhereTheEndOffsetPassedTheCommit() {
        TestingGroup group = latest();
        for (int tick = 1; tick <= 40; tick++) {
            group.read(0, 0, tick * 1500L).sample();
        }

        Measurement newest = group.read(0, 30_000, 41 * 1500L).sample();

        assertThat(seconds(newest)).isCloseTo(21 * 15, within(0.1));
    }

    @Test
    void isNotGuessedFromLagAndRateWhenTheRateFell() {
        TestingGroup group = latest();
        group.read(0, 0, 0).sample();
        group.read(0, 0, 90_000).sample();
        for (int tick = 0; tick < 10; tick++) {
            group.read(0, 45_000, 90_000 + tick).sample();
        }

        Measurement newest = group.read(0, 45_000, 90_010).sample();

        assertThat(seconds(newest)).isCloseTo(11 * 15 + 7.5, within(0.1));
    }

    @Test
    void isThatOfTheWorstPartition() {
        TestingGroup group = latest();
        group.read(0, 0, 0).read(1, 0, 0).sample();
        group.read(0, 0, 150).read(1, 0, 150).sample();

        Measurement newest = group.read(0, 300, 300).read(1, 75, 300).sample();

        assertThat(seconds(newest)).isCloseTo(22.5, within(0.1));
    }

    @Test
    void isUnknownForABacklogSeenOnce() {
        Measurement first = latest().read(0, 0, 1000).sample();

        assertThat(first.lagTime()).isEmpty();
    }

    @Test
    void isAtLeastTheTimeWatchedForABacklogOlderThanThat() {
        TestingGroup group = latest();
        group.read(0, 0, 1000).sample();
        group.read(0, 10, 1000).sample();

        Measurement newest = group.read(0, 20, 1000).sample();

        assertThat(newest.lagTime()).contains(Duration.ofSeconds(30));
    }

    @Test
    void isZeroWhenEverythingIsCommitted() {
        Measurement first = latest().read(0, 1000, 1000).sample();

        assertThat(first.lagTime()).contains(Duration.ZERO);
    }

    @Test
    void staysWithinAFewPerCentOfTheTruthOverTwoHours() {
        TestingGroup group = latest();
        for (int tick = 1; tick <= 480; tick++) {
            group.read(0, 0, quadratic(tick)).sample();
        }

        for (int age = 1; age < 470; age += 13) {
            Measurement newest =
                    group.read(0, quadratic(480 - age), quadratic(480)).sampleAfter(1);
            double truth = age * 15 + secondsSinceTick480(newest);
            assertThat(seconds(newest)).isCloseTo(truth, within(0.05 * truth + 15));
        }
    }

    @Test
    void ofANewRecordDoesNotCountTheIdleTimeBehindAMarker() {
        TestingGroup group = latest();
        group.read(0, 999, 1000).sample();
        group.read(0, 999, 1000).sample();
        group.read(0, 999, 1000).sampleAfter(3600);

        Measurement newest = group.read(0, 999, 1001).sample();

        assertThat(seconds(newest)).isLessThan(15);
    }

    private static long quadratic(int tick) {
        return 10L * tick * tick;
    }

    private static double secondsSinceTick480(Measurement newest) {
        return Duration.between(TestingGroup.START.plusSeconds(480 * 15L), newest.time())
                .toSeconds();
    }

    private static double seconds(Measurement measurement) {
        return measurement.lagTime().orElseThrow().toMillis() / 1000.0;
    }
}
