package io.lagcast.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.longterm.SeasonalNaive;
import io.lagcast.forecasting.shortterm.LastValue;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static final double[] REACHES = {5, 60, Double.POSITIVE_INFINITY};

    private static Pool seasonalPool(BucketRing ring) {
        return new Pool(ring, List.of(new LastValue(), new SeasonalNaive("20", 20, ring)), SpreadScale.COUNTS, REACHES);
    }

    @Test
    void choosesTheSeasonWhereThereIsOne() {
        Pool pool = seasonalPool(new BucketRing(2000));
        for (int bucket = 0; bucket < 1000; bucket++) {
            pool.known(bucket, bucket % 20 < 7 ? 300 : 100);
        }

        pool.settle();

        assertThat(pool.answering(10)).isIn("seasonal naive 20", "weighted mean");
        double[] quantiles = new double[2];
        pool.forecast(0, 1, new double[] {0.5, 0.9}, quantiles);
        assertThat(quantiles).containsExactly(300, 300);
    }

    @Test
    void staysWithTheLastValueWhereNothingBeatsIt() {
        Pool pool = seasonalPool(new BucketRing(4000));
        Random random = new Random(3);
        double level = 1000;
        for (int bucket = 0; bucket < 3000; bucket++) {
            level = Math.max(0, level + random.nextGaussian());
            pool.known(bucket, level);
        }

        pool.settle();

        ModelScore lastValue = pool.scores().stream()
                .filter(score -> score.model().equals("last value"))
                .findFirst()
                .orElseThrow();
        assertThat(lastValue.relativeToLastValue()).isEqualTo(1);
        assertThat(pool.scores().stream().filter(score -> score.model().startsWith("seasonal")))
                .allSatisfy(score -> assertThat(score.relativeToLastValue()).isGreaterThan(1));
    }

    @Test
    void reportsTheBestFirstWithinEachReach() {
        Pool pool = seasonalPool(new BucketRing(2000));
        for (int bucket = 0; bucket < 1000; bucket++) {
            pool.known(bucket, bucket % 20 < 7 ? 300 : 100);
        }

        List<ModelScore> scores = pool.scores();

        assertThat(scores)
                .isSortedAccordingTo((a, b) -> a.reach() != b.reach()
                        ? Integer.compare(a.reach(), b.reach())
                        : Double.compare(a.relativeToLastValue(), b.relativeToLastValue()));
        assertThat(scores.stream().filter(ModelScore::chosen)).hasSize(REACHES.length);
    }

    @Test
    void countsNoLossWhileScoringIsOff() {
        Pool pool = seasonalPool(new BucketRing(2000));
        pool.scoring(false);

        for (int bucket = 0; bucket < 1000; bucket++) {
            pool.known(bucket, bucket % 20 < 7 ? 300 : 100);
        }

        assertThat(pool.scores())
                .allSatisfy(score -> assertThat(score.origins()).isZero());
    }

    @Test
    void widensWithTheLeadWhileThereAreNoErrorsYet() {
        Pool pool = seasonalPool(new BucketRing(20_000));
        for (int bucket = 0; bucket < 3; bucket++) {
            pool.known(bucket, 100);
        }

        double[] quantiles = new double[3];
        pool.forecast(200, 201, new double[] {0.1, 0.5, 0.95}, quantiles);

        assertThat(quantiles[0]).isLessThan(50);
        assertThat(quantiles[1]).isEqualTo(100);
        assertThat(quantiles[2]).isGreaterThan(150);
    }
}
