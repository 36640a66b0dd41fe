package io.lagcast.forecasting.interval;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadScaleTest {

    @Test
    void tellsConstantCountingAndRelativeErrorsApart() {
        assertThat(SpreadScale.fitting(10, 5, 1000, 5).exponent()).isZero();
        assertThat(SpreadScale.fitting(10, 5, 1000, 50).exponent()).isEqualTo(0.5);
        assertThat(SpreadScale.fitting(10, 5, 1000, 500).exponent()).isEqualTo(1);
    }

    @Test
    void assumesCountsWhereTheLevelsHardlyDiffer() {
        assertThat(SpreadScale.fitting(100, 5, 110, 50)).isEqualTo(SpreadScale.COUNTS);
        assertThat(SpreadScale.fitting(0, 0, 0, 0)).isEqualTo(SpreadScale.COUNTS);
    }

    @Test
    void neverGivesAUnitOfZero() {
        assertThat(SpreadScale.COUNTS.unit(0, 0)).isEqualTo(1);
        assertThat(SpreadScale.COUNTS.unit(0, 2000)).isEqualTo(10);
        assertThat(new SpreadScale(1).unit(7, 20)).isEqualTo(7);
    }

    @Test
    void takesTheNormalQuantileForThePrior() {
        assertThat(NormalQuantile.of(0.5)).isZero();
        assertThat(NormalQuantile.of(0.975)).isEqualTo(1.959964, Offset.offset(1e-6));
    }
}
