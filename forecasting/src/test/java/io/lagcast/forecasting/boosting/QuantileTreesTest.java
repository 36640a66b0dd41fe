package io.lagcast.forecasting.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.TestingState;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class QuantileTreesTest {

    private static final double[] SEASONS = {60, 1440, 10_080};
    private static final int[] LEADS = {1, 2, 5, 15};

    private final Random random = new Random(42);

    @Test
    void foreseesTheEdgeOfASquareWave() {
        BucketRing ring = ring(4000, minute -> minute % 20 < 7 ? 300 : 100);

        QuantileTrees trees = fitted(ring);

        // bucket 3999 is the 20th of its wave: low now, high until 7 buckets on
        assertThat(trees.forecast(1)).isCloseTo(300, within(10.0));
        assertThat(trees.forecast(5)).isCloseTo(300, within(10.0));
        assertThat(trees.forecast(15)).isCloseTo(100, within(10.0));
    }

    @Test
    void foreseesABurstThatANarrowBandOfTheNewestValueAnnounces() {
        double[] burst = {0.14, 44, 0.08, 5};
        BucketRing ring = new BucketRing(20_160);
        int next = 60;
        for (int bucket = 0; bucket < 4000; bucket++) {
            next = bucket >= next + burst.length ? bucket + 40 + random.nextInt(60) : next;
            boolean isQuiet = bucket < next || bucket >= 3990;
            double quiet = random.nextInt(3) > 0 ? 0.1 * random.nextDouble() : 0.2 + random.nextDouble();
            ring.append(bucket, isQuiet ? quiet : burst[bucket - next] * (0.97 + 0.06 * random.nextDouble()));
        }
        QuantileTrees trees = fitted(ring);

        ring.append(4000, 0.05);
        double unannounced = trees.forecast(1);
        ring.append(4001, 0.14);

        assertThat(unannounced).isLessThan(2);
        assertThat(trees.forecast(1)).isGreaterThan(35);
    }

    @Test
    void saysAWiderBandWhereTheSeriesIsWilder() {
        IntToDoubleFunction shape = minute -> 1000 + (minute % 1440 < 720 ? 10 : 100) * random.nextGaussian();
        QuantileTrees calm = fitted(ring(4 * 1440 + 360, shape));
        QuantileTrees wild = fitted(ring(4 * 1440 + 1080, shape));

        assertThat(width(wild, 5)).isGreaterThan(4 * width(calm, 5));
    }

    @Test
    void scalesWithTheSeries() {
        IntToDoubleFunction shape = minute -> 100 + 50 * Math.sin(minute / 40.0) + (minute * 7919 % 101) / 10.0;

        double[] small = quantiles(fitted(ring(3000, shape)), 5);
        double[] large = quantiles(fitted(ring(3000, minute -> 1024 * shape.applyAsDouble(minute))), 5);

        for (int k = 0; k < QuantileExpert.LEVELS; k++) {
            assertThat(large[k]).isCloseTo(1024 * small[k], within(1e-3));
        }
    }

    @Test
    void holdsAtALevelItNeverSaw() {
        BucketRing ring = ring(4000, minute -> (minute < 3990 ? 100 : 1000) + random.nextGaussian());

        QuantileTrees trees = fitted(ring);

        assertThat(trees.forecast(5)).isBetween(800.0, 1200.0);
    }

    @Test
    void saysTheConstantOfAConstantSeries() {
        assertThat(quantiles(fitted(ring(2000, minute -> 7)), 5)).containsOnly(7);
    }

    @Test
    void staysFiniteWithABillionASecondAndMostlyZeros() {
        BucketRing ring = ring(3000, minute -> random.nextInt(50) == 0 ? 1e9 * random.nextDouble() : 0);

        double[] quantiles = quantiles(fitted(ring), 5);

        assertThat(quantiles).isSorted();
        assertThat(Arrays.stream(quantiles)).allMatch(Double::isFinite);
    }

    @Test
    void cannotForecastBeforeItIsFittedOrAtALeadItWasNotMadeFor() {
        QuantileTrees few = fitted(ring(50, minute -> minute));
        QuantileTrees enough = fitted(ring(3000, minute -> minute % 60));

        assertThat(few.canForecast(1)).isFalse();
        assertThat(enough.canForecast(5)).isTrue();
        assertThat(enough.canForecast(3)).isFalse();
        assertThatThrownBy(() -> enough.forecast(3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void learnsFromWhatAGapLeaves() {
        BucketRing ring = new BucketRing(5000);
        for (int minute = 0; minute < 4000; minute++) {
            if (minute % 500 < 60 && minute < 3900) {
                ring.appendMissing(minute);
            } else {
                ring.append(minute, 100 + random.nextGaussian());
            }
        }

        assertThat(Arrays.stream(quantiles(fitted(ring), 5))).allMatch(quantile -> quantile > 90 && quantile < 110);
    }

    @Test
    void comesBackFromTheStoreBitForBit() {
        BucketRing ring = ring(3000, minute -> 100 + minute % 60 + random.nextGaussian());
        QuantileTrees trees = fitted(ring);
        TestingState state = new TestingState();
        trees.carry(state);
        state.turnRound();

        QuantileTrees restored = new QuantileTrees(ring, SEASONS, LEADS, 7);
        restored.carry(state);

        for (int lead : LEADS) {
            assertThat(quantiles(restored, lead)).isEqualTo(quantiles(trees, lead));
        }
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void refusesLeadsThatAreNotAscending() {
        assertThatThrownBy(() -> new QuantileTrees(new BucketRing(10), SEASONS, new int[] {5, 1}, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[5, 1]");
    }

    private static BucketRing ring(int minutes, IntToDoubleFunction shape) {
        BucketRing ring = new BucketRing(20_160);
        for (int minute = 0; minute < minutes; minute++) {
            ring.append(minute, Math.max(0, shape.applyAsDouble(minute)));
        }
        return ring;
    }

    private static QuantileTrees fitted(BucketRing ring) {
        QuantileTrees trees = new QuantileTrees(ring, SEASONS, LEADS, 7);
        trees.fit();
        return trees;
    }

    private static double[] quantiles(QuantileTrees trees, int lead) {
        double[] quantiles = new double[QuantileExpert.LEVELS];
        trees.quantiles(lead, quantiles);
        return quantiles;
    }

    private static double width(QuantileTrees trees, int lead) {
        double[] quantiles = quantiles(trees, lead);
        return quantiles[2] - quantiles[0];
    }
}
