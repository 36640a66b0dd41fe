package io.lagcast.forecasting.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.QuantileExpert;
import org.junit.jupiter.api.Test;

class QuantileRegressionTest {

    private static final int[] LEADS = {5};

    @Test
    void findsTheQuantilesOfEvenNoise() {
        BucketRing ring = TestingRing.of(12_000, bucket -> 100 + 10 * TestingRing.noise(bucket));

        double[] quantiles = quantiles(ring);

        double[] levels = QuantileExpert.levels();
        for (int i = 0; i < levels.length; i++) {
            assertThat(quantiles[i]).as("level " + levels[i]).isCloseTo(90 + 20 * levels[i], within(1.5));
        }
    }

    @Test
    void spreadsItsQuantilesWhereTheSeriesIsRestless() {
        BucketRing ring = TestingRing.of(12_000, QuantileRegressionTest::restlessByDay);
        double width = width(ring);
        TestingRing.extend(ring, 720, QuantileRegressionTest::restlessByDay);
        double widthHalfADayLater = width(ring);

        boolean restless = isDay(ring.end() + 4);

        assertThat(restless ? widthHalfADayLater / width : width / widthHalfADayLater)
                .isGreaterThan(2);
    }

    @Test
    void coversAsOftenAsItSays() {
        BucketRing ring = TestingRing.of(9_000, TestingRing::wave);
        QuantileRegression expert = TestingRing.fitted(new QuantileRegression(ring, TestingRing.SEASONS, LEADS));
        double[] quantiles = new double[QuantileExpert.LEVELS];
        int below = 0;
        for (int i = 0; i < 2_000; i++) {
            expert.quantiles(5, quantiles);
            below += TestingRing.wave(ring.end() + 4) <= quantiles[QuantileExpert.MEDIAN + 1] ? 1 : 0;
            TestingRing.extend(ring, 1, TestingRing::wave);
        }

        assertThat(below / 2_000.0).isCloseTo(0.9, within(0.02));
    }

    private static boolean isDay(long bucket) {
        return Math.sin(2 * Math.PI * bucket / 1440) > 0;
    }

    private static double restlessByDay(long bucket) {
        return 100 + (isDay(bucket) ? 40 : 5) * TestingRing.noise(bucket);
    }

    private static double width(BucketRing ring) {
        double[] quantiles = quantiles(ring);
        return quantiles[QuantileExpert.MEDIAN + 1] - quantiles[QuantileExpert.MEDIAN - 1];
    }

    private static double[] quantiles(BucketRing ring) {
        double[] quantiles = new double[QuantileExpert.LEVELS];
        TestingRing.fitted(new QuantileRegression(ring, TestingRing.SEASONS, LEADS))
                .quantiles(LEADS[0], quantiles);
        return quantiles;
    }
}
