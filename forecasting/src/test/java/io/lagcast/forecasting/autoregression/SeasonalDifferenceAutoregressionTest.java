package io.lagcast.forecasting.autoregression;

import static io.lagcast.forecasting.decomposition.TestingRing.DAY;
import static io.lagcast.forecasting.decomposition.TestingRing.WEEK;
import static io.lagcast.forecasting.decomposition.TestingRing.daysAndWeeks;
import static io.lagcast.forecasting.decomposition.TestingRing.hourly;
import static io.lagcast.forecasting.decomposition.TestingRing.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.decomposition.TestingRing;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SeasonalDifferenceAutoregressionTest {

    private static SeasonalDifferenceAutoregression weekly(TestingRing ring, Scale scale) {
        SeasonalDifferenceAutoregression expert =
                new SeasonalDifferenceAutoregression(ring.ring(), hourly(), WEEK, WEEK, scale, Lags.NEAR);
        expert.fit();
        return expert;
    }

    @Test
    void continuesAPureSeasonExactly() {
        TestingRing ring = TestingRing.of(5 * WEEK + 11, TestingRing::daysAndWeeks);

        for (Scale scale : Scale.values()) {
            double[] path = path(weekly(ring, scale), WEEK);

            for (int i = 0; i < WEEK; i++) {
                assertThat(path[i]).isCloseTo(daysAndWeeks(5 * WEEK + 11 + i), Percentage.withPercentage(1e-6));
            }
        }
    }

    @Test
    void carriesSteadyGrowthOn() {
        double growth = Math.log(1.2) / WEEK;
        TestingRing ring = TestingRing.of(6 * WEEK, t -> daysAndWeeks(t) * Math.exp(growth * t));

        double[] path = path(weekly(ring, Scale.LOGARITHM), 2 * DAY);

        for (int i = 0; i < path.length; i++) {
            int t = 6 * WEEK + i;
            assertThat(path[i]).isCloseTo(daysAndWeeks(t) * Math.exp(growth * t), Percentage.withPercentage(1));
        }
    }

    @Test
    void doesNotRunAwayAfterALevelShift() {
        TestingRing ring = TestingRing.of(4 * WEEK, t -> (t < 3 * WEEK + 30 ? 1 : 50) * daysAndWeeks(t));

        for (double value : path(weekly(ring, Scale.LOGARITHM), WEEK)) {
            assertThat(value).isLessThan(1.51 * 50 * 180);
        }
    }

    @Test
    void saysNothingBeforeThreeSeasons() {
        assertThat(weekly(TestingRing.of(2 * WEEK, TestingRing::daysAndWeeks), Scale.IDENTITY)
                        .canForecast(1))
                .isFalse();
    }

    @Test
    void isCarriedBitForBit() {
        TestingRing ring = TestingRing.of(5 * WEEK, TestingRing::daysAndWeeks);
        SeasonalDifferenceAutoregression expert = weekly(ring, Scale.LOGARITHM);
        SeasonalDifferenceAutoregression restored =
                new SeasonalDifferenceAutoregression(ring.ring(), hourly(), WEEK, WEEK, Scale.LOGARITHM, Lags.NEAR);

        TestingRing.carry(expert, restored);
        ring.extend(700, t -> t % 11 == 0 ? Double.NaN : daysAndWeeks(t) + t % 7, expert, restored);

        assertThat(path(restored, WEEK)).isEqualTo(path(expert, WEEK));
    }

    @Test
    void refusesASeasonOfOneBucket() {
        assertThatThrownBy(() -> new SeasonalDifferenceAutoregression(
                        TestingRing.of(1, t -> 1).ring(), hourly(), 1, WEEK, Scale.IDENTITY, Lags.NEAR))
                .hasMessageContaining("1.0");
    }
}
