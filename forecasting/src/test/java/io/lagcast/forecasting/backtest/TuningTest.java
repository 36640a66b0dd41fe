package io.lagcast.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.point.PointModel;
import io.lagcast.forecasting.shortterm.ExponentialSmoothing;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TuningTest {

    private static final List<Supplier<PointModel>> SLOW_THEN_FAST =
            List.of(() -> new ExponentialSmoothing("", 0.01), () -> new ExponentialSmoothing("", 0.9));

    @Test
    void takesTheSlowOneForNoiseAndTheFastOneForAWalk() {
        Random random = new Random(5);
        BucketRing noise = new BucketRing(1000);
        BucketRing walk = new BucketRing(1000);
        double level = 1000;
        for (int i = 0; i < 1000; i++) {
            level += random.nextGaussian();
            walk.append(i, level);
            noise.append(i, 1000 + random.nextGaussian());
        }

        assertThat(Tuning.best(noise, 1000, new int[][] {{1}}, SLOW_THEN_FAST)).containsExactly(0);
        assertThat(Tuning.best(walk, 1000, new int[][] {{1}}, SLOW_THEN_FAST)).containsExactly(1);
    }

    @Test
    void looksAtTheTrainingPartOnly() {
        BucketRing ring = new BucketRing(1000);
        for (int i = 0; i < 1000; i++) {
            ring.append(i, i < 500 ? 100 : i);
        }

        assertThat(Tuning.best(ring, 500, new int[][] {{1}}, SLOW_THEN_FAST)).containsExactly(0);
        assertThat(Tuning.best(ring, 1000, new int[][] {{1}}, SLOW_THEN_FAST)).containsExactly(1);
    }

    @Test
    void fallsBackToTheDefaultWithoutEvidence() {
        BucketRing ring = new BucketRing(10);
        ring.append(0, 1);

        assertThat(Tuning.best(ring, 1, new int[][] {{5}}, SLOW_THEN_FAST)).containsExactly(0);
    }
}
