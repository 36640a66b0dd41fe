package io.lagcast.forecasting.shortterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.shortterm.HoltWinters.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The golden numbers were made once with statsmodels 0.15.0 under Python 3:
 *
 * <pre>
 * ExponentialSmoothing(y, trend="add", damped_trend=True, seasonal="add", seasonal_periods=12, initialization_method="known",
 *     initial_level=126, initial_trend=0.5, initial_seasonal=s).fit(smoothing_level=0.3, smoothing_trend=0.1,
 *     smoothing_seasonal=0.2, damping_trend=0.95, optimized=False).forecast(14)
 * </pre>
 *
 * with {@code y} and {@code s} as below ({@code y}: air passengers 1949 and 1950). Lead 12 is left out: there statsmodels takes the season of one year
 * earlier ({@code s[nobs + m - 1]} is overwritten in {@code _predict}), while its {@code level}, {@code trend} and {@code season} agree with ours.
 */
class HoltWintersTest {

    private static final double[] PASSENGERS = {
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133,
        114, 140
    };
    private static final double[] SEASON = {-9, -6, 3, 1, -4, 7, 16, 15, 6, -9, -18, -2};
    private static final double[] STATSMODELS = {
        135.033136022, 140.964981941, 152.100950902, 148.763846303, 142.390929897, 157.101161297, 168.760156633,
        166.980651295, 156.018326280, 138.442349176, 127.143313761, 146.621524359, 140.389481487, 146.053510133
    };

    @Test
    void forecastsWhatStatsmodelsForecasts() {
        HoltWinters model = HoltWinters.startingFrom("12", new Weights(0.3, 0.1, 0.2, 0.95), 0, 126, 0.5, SEASON);

        for (int i = 0; i < PASSENGERS.length; i++) {
            model.absorb(i, PASSENGERS[i]);
        }

        for (int lead = 1; lead <= STATSMODELS.length; lead++) {
            if (lead != SEASON.length) {
                assertThat(model.forecast(lead)).isEqualTo(STATSMODELS[lead - 1], Offset.offset(1e-8));
            }
        }
    }

    @Test
    void repeatsACleanSeasonExactly() {
        HoltWinters model = new HoltWinters("4", 4, new Weights(0.2, 0.05, 0.1, 0.9));
        for (int bucket = 0; bucket < 40; bucket++) {
            model.absorb(bucket, 10 + bucket % 4);
        }

        assertThat(model.forecast(1)).isEqualTo(10, Offset.offset(1e-9));
        assertThat(model.forecast(8)).isEqualTo(13, Offset.offset(1e-9));
    }

    @Test
    void keepsItsSeasonOverAGap() {
        HoltWinters model = new HoltWinters("4", 4, new Weights(0.2, 0, 0.1, 1));
        for (int bucket = 0; bucket < 12; bucket++) {
            model.absorb(bucket, 10 + bucket % 4);
        }
        for (int bucket = 12; bucket < 15; bucket++) {
            model.absorbMissing(bucket);
        }

        assertThat(model.forecast(1)).isEqualTo(13, Offset.offset(1e-9));
    }

    @Test
    void waitsForHalfASeasonToBeKnown() {
        HoltWinters model = new HoltWinters("4", 4, new Weights(0.2, 0, 0.1, 1));
        model.absorb(0, 8);
        model.absorbMissing(1);
        model.absorbMissing(2);
        model.absorbMissing(3);
        assertThat(model.isReady()).isFalse();

        model.absorb(4, 10);
        model.absorb(5, 20);

        assertThat(model.isReady()).isTrue();
        assertThat(model.forecast(1)).isEqualTo(15);
    }

    @Test
    void rejectsWeightsOutOfBounds() {
        assertThatThrownBy(() -> new Weights(0.2, 0, 1.5, 1))
                .hasMessageContaining("season weight")
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new HoltWinters("1", 1, new Weights(0.2, 0, 0, 1)))
                .hasMessageContaining("1");
    }
}
