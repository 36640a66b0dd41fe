package io.lagcast.forecasting.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.TestingState;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DirectElasticNetTest {

    private static final double[] SEASONS = {48};

    private final BucketRing ring = new BucketRing(2000);

    private static double wave(long bucket) {
        return 1000 + 500 * Math.sin(2 * Math.PI * bucket / 48);
    }

    private DirectElasticNet fitted(int buckets) {
        Random random = new Random(3);
        for (int bucket = 0; bucket < buckets; bucket++) {
            ring.append(bucket, wave(bucket) * (1 + 0.02 * random.nextGaussian()));
        }
        DirectElasticNet expert = new DirectElasticNet(ring, SEASONS, 3, 40);
        expert.fit();
        return expert;
    }

    @Test
    void foreseesASeasonAtEveryLeadOfItsRanges() {
        DirectElasticNet expert = fitted(1000);

        for (int lead = 3; lead <= 40; lead++) {
            assertThat(expert.forecast(lead))
                    .as("lead %d", lead)
                    .isCloseTo(wave(999 + lead), Percentage.withPercentage(10));
        }
    }

    @Test
    void saysNothingOfLeadsBeyondItsRangesOrBeforeItWasFitted() {
        DirectElasticNet expert = fitted(1000);

        assertThat(expert.canForecast(2)).isFalse();
        assertThat(expert.canForecast(41)).isFalse();
        assertThat(new DirectElasticNet(ring, SEASONS, 3, 40).canForecast(5)).isFalse();
        assertThatThrownBy(() -> expert.forecast(41)).hasMessageContaining("41");
    }

    @Test
    void isNotFittedToAFewBuckets() {
        assertThat(fitted(90).canForecast(5)).isFalse();
    }

    @Test
    void continuesAConstantSeriesAsItIs() {
        for (int bucket = 0; bucket < 500; bucket++) {
            ring.append(bucket, 7);
        }
        DirectElasticNet expert = new DirectElasticNet(ring, SEASONS, 1, 10);
        expert.fit();

        assertThat(expert.forecast(5)).isCloseTo(7, Percentage.withPercentage(1e-6));
    }

    @Test
    void learnsTheSameFromTheSameAndSaysWhatLearnedIt() {
        DirectElasticNet expert = fitted(1000);
        double first = expert.forecast(20);

        expert.fit();

        assertThat(expert.forecast(20)).isEqualTo(first);
        assertThat(expert.provenance())
                .contains("ElasticNetCDTrainer")
                .contains("tribuo-version=4")
                .contains("12 to 40 buckets ahead")
                .doesNotContain("trained-at");
    }

    @Test
    void isCarriedWithItsProvenance() {
        DirectElasticNet expert = fitted(1000);
        TestingState state = new TestingState();
        expert.carry(state);
        state.turnRound();
        DirectElasticNet restored = new DirectElasticNet(ring, SEASONS, 3, 40);

        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        assertThat(restored.forecast(17)).isEqualTo(expert.forecast(17));
        assertThat(restored.provenance()).isEqualTo(expert.provenance());
    }
}
