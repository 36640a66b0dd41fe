package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.expert.TestingState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerTest {

    private static final double SPREAD = 0.8;

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
    void bringsTheShareBelowToTheLevelInTheLongRun(double level) {
        Random random = new Random(1);
        Tracker tracker = new Tracker(0);
        int below = 0;
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            double outcome = 3 + random.nextGaussian();
            below += outcome <= tracker.shift() ? 1 : 0;
            tracker.settle(level, outcome - tracker.shift(), SPREAD);
        }

        assertThat((double) below / count).isEqualTo(level, Offset.offset(0.02));
    }

    /** How far the shift gets from the median of noise around 0 when it hears of an outcome so many forecasts late. */
    private static double swing(Tracker tracker, int late) {
        Random random = new Random(2);
        Deque<Double> issued = new ArrayDeque<>();
        double farthest = 0;
        for (int i = 0; i < 20_000; i++) {
            issued.add(tracker.shift());
            if (issued.size() > late) {
                tracker.settle(0.5, 0.2 * random.nextGaussian() + (i < 1000 ? 2 : 0) - issued.remove(), SPREAD);
            }
            farthest = i > 10_000 ? Math.max(farthest, Math.abs(tracker.shift())) : 0;
        }
        return farthest;
    }

    @Test
    void doesNotSwingWhenFeedbackIsLate() {
        double slowed = swing(new Tracker(400), 400);
        double unslowed = swing(new Tracker(0), 400);

        assertThat(slowed).isLessThan(0.1);
        assertThat(unslowed).isGreaterThan(5 * slowed);
    }

    @Test
    void neitherSwingsNorStandsStillWhenItIsToldOfOldForecastsAsOfNow() {
        Random random = new Random(2);
        Tracker tracker = Tracker.prompt(400);
        for (int i = 0; i < 40_000; i++) {
            tracker.settle(0.5, 2 + 0.2 * random.nextGaussian() - tracker.shift(), SPREAD);
        }

        assertThat(tracker.shift()).isEqualTo(2, Offset.offset(0.1));
    }

    @Test
    void isCarried() {
        Tracker tracker = new Tracker(3);
        tracker.settle(0.9, 1, SPREAD);
        TestingState state = new TestingState();

        tracker.carry(state);
        state.turnRound();
        Tracker restored = new Tracker(3);
        restored.carry(state);

        assertThat(restored.shift()).isEqualTo(tracker.shift()).isPositive();
    }
}
