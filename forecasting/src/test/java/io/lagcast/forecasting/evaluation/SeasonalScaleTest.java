package io.lagcast.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeasonalScaleTest {

    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void isTheMeanChangeFromOneSeasonToTheNextBeforeTheTest() {
        TimeSeries series = TimeSeries.of(Instant.EPOCH, SIX_HOURS, 1, 2, 3, 4, 2, 4, 6, 8, 100, 100, 100, 100);

        assertThat(SeasonalScale.before(series, Instant.EPOCH.plus(Duration.ofDays(2)), DAY))
                .hasValue((1 + 2 + 3 + 4) / 4.0);
    }

    @Test
    void leavesOutPairsThatLackOne() {
        TimeSeries series = TimeSeries.startingAt(Instant.EPOCH, SIX_HOURS)
                .add(1)
                .addMissing()
                .add(3)
                .add(4)
                .add(2)
                .add(4)
                .addMissing()
                .add(8)
                .build();

        assertThat(SeasonalScale.before(series, series.time(series.size()), DAY))
                .hasValue((1 + 4) / 2.0);
    }

    @Test
    void isEmptyWithoutAPairAndForAConstantSeries() {
        TimeSeries constant = TimeSeries.of(Instant.EPOCH, SIX_HOURS, 5, 5, 5, 5, 5, 5);

        assertThat(SeasonalScale.before(constant, constant.time(3), DAY)).isEmpty();
        assertThat(SeasonalScale.before(constant, constant.time(6), DAY)).isEmpty();
    }
}
