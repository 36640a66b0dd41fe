package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.interval.NormalQuantile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LevelsTest {

    private static double[] normal(double mean, double deviation) {
        double[] quantiles = new double[Levels.COUNT];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = mean + deviation * NormalQuantile.of(Levels.level(i));
        }
        return quantiles;
    }

    @Test
    void readANormalDistributionRightAtAnyLevel() {
        double[] quantiles = normal(100, 7);

        for (double level : new double[] {0.001, 0.025, 0.1, 0.3, 0.5, 0.77, 0.9, 0.96, 0.99, 0.999}) {
            assertThat(Levels.read(quantiles, level))
                    .isEqualTo(100 + 7 * NormalQuantile.of(level), Offset.offset(1e-9));
        }
    }

    @Test
    void readTheirOwnLevelsUnchanged() {
        double[] quantiles = {0, 1, 5, 6, 9, 10, 40};

        for (int i = 0; i < Levels.COUNT; i++) {
            assertThat(Levels.read(quantiles, Levels.level(i))).isEqualTo(quantiles[i], Offset.offset(1e-9));
        }
    }

    @Test
    void knowWhichOfThemAQuantileExpertSays() {
        for (int own = 0; own < QuantileExpert.LEVELS; own++) {
            assertThat(Levels.level(Levels.ofNative(own))).isEqualTo(QuantileExpert.levels()[own]);
        }
        assertThat(Levels.level(Levels.MEDIAN)).isEqualTo(0.5);
    }
}
