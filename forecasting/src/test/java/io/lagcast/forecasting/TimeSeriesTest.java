package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    @Test
    void knowsWhenEachBucketBegins() {
        TimeSeries series = TimeSeries.of(START, STEP, 1, 2, 3);

        assertThat(series.time(2)).isEqualTo(START.plusSeconds(600));
        assertThat(series.value(2)).isEqualTo(3);
    }

    @Test
    void refusesToMakeUpTheValueOfAMissingBucket() {
        TimeSeries series =
                TimeSeries.startingAt(START, STEP).add(1).addMissing().build();

        assertThat(series.isKnown(1)).isFalse();
        assertThatThrownBy(() -> series.value(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-01-01T00:05:00Z");
    }

    @Test
    void rejectsWhatIsNotAMeanRate() {
        assertThatThrownBy(() -> TimeSeries.of(START, STEP, 1, Double.NaN))
                .hasMessageContaining("Value 1")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> TimeSeries.of(START, STEP, -1)).hasMessageContaining("-1.0");
    }

    @Test
    void isEqualToASeriesWithTheSameBuckets() {
        assertThat(TimeSeries.of(START, STEP, 1, 2))
                .isEqualTo(TimeSeries.startingAt(START, STEP).add(1).add(2).build());
        assertThat(TimeSeries.of(START, STEP, 1, 0))
                .isNotEqualTo(
                        TimeSeries.startingAt(START, STEP).add(1).addMissing().build());
    }

    @Test
    void leavesGapsToTheForecasterAsGaps() {
        TimeSeries series = TimeSeries.startingAt(START, Duration.ofMinutes(1))
                .add(50)
                .addMissing()
                .addMissing()
                .add(50)
                .build();
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);

        series.replay(forecaster);

        assertThat(TestingSeries.quantiles(forecaster, 1).quantile(0.5, 0)).isEqualTo(50);
    }
}
