package io.lagcast.forecasting.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import org.junit.jupiter.api.Test;

class SeasonalNaiveTest {

    private final BucketRing ring = new BucketRing(100);

    private void absorb(SeasonalNaive model, int from, int to, int missing) {
        for (int bucket = from; bucket < to; bucket++) {
            if (bucket == missing) {
                ring.appendMissing(bucket);
                model.absorbMissing(bucket);
            } else {
                ring.append(bucket, bucket);
                model.absorb(bucket, bucket);
            }
        }
    }

    @Test
    void repeatsTheSeasonBefore() {
        SeasonalNaive model = new SeasonalNaive("10", 10, ring);

        absorb(model, 0, 20, -1);

        assertThat(model.forecast(1)).isEqualTo(10);
        assertThat(model.forecast(10)).isEqualTo(19);
        assertThat(model.forecast(11)).isEqualTo(10);
    }

    @Test
    void goesASeasonFurtherBackOverAGap() {
        SeasonalNaive model = new SeasonalNaive("10", 10, ring);

        absorb(model, 0, 20, 12);

        assertThat(model.forecast(3)).isEqualTo(2);
    }

    @Test
    void isReadyAfterASeason() {
        SeasonalNaive model = new SeasonalNaive("10", 10, ring);

        absorb(model, 0, 9, -1);
        assertThat(model.canForecast(1)).isFalse();
        absorb(model, 9, 10, -1);
        assertThat(model.canForecast(1)).isTrue();
    }

    @Test
    void roundsASeasonBetweenTwoWholeBucketsOverSeveralOfThem() {
        SeasonalNaive model = new SeasonalNaive("7.5", 7.5, ring);

        absorb(model, 0, 20, -1);

        assertThat(model.forecast(1)).isEqualTo(20 - 8);
        assertThat(model.forecast(8)).isEqualTo(27 - 8);
        assertThat(model.forecast(9)).isEqualTo(28 - 15);
    }
}
