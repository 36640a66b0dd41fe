package io.lagcast.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.simulator.trace.Trace;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TraceGeneratorTest {

    @Test
    void makesTheSameTraceFromTheSameSeed() {
        Trace one = TraceGenerator.days(3, new SplittableRandom(7));
        Trace other = TraceGenerator.days(3, new SplittableRandom(7));

        assertThat(one.values()).containsExactly(other.values());
        assertThat(one.length()).isEqualTo(3 * TraceGenerator.STEPS_PER_DAY);
    }

    @Test
    void isBusierInTheEveningThanAtNoonAndQuietAtNight() {
        double[] day = TraceGenerator.days(2, new SplittableRandom(1)).values();

        assertThat(mean(day, 0.81, 0.85)).isGreaterThan(mean(day, 0.43, 0.47));
        assertThat(mean(day, 0.43, 0.47)).isGreaterThan(2 * mean(day, 0.1, 0.2));
    }

    @Test
    void hasAFlashCrowdOnTheLastDayOnly() {
        double[] days = TraceGenerator.days(2, new SplittableRandom(1)).values();

        assertThat(mean(days, 1.62, 1.64)).isGreaterThan(1.5 * mean(days, 0.62, 0.64));
    }

    private static double mean(double[] values, double fromDay, double toDay) {
        int from = (int) (fromDay * TraceGenerator.STEPS_PER_DAY);
        int to = (int) (toDay * TraceGenerator.STEPS_PER_DAY);
        return Arrays.stream(values, from, to + 1).average().orElseThrow();
    }
}
