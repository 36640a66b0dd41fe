package io.lagcast.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void averagesTheValuesInABucketAndKeepsMissingOnesMissing() {
        Observations observations = at(60, 10, 120, 20, 240, 40, 600, 7);

        TimeSeries series = observations.buckets(Duration.ofMinutes(2));

        assertThat(series)
                .isEqualTo(TimeSeries.startingAt(Instant.EPOCH, Duration.ofMinutes(2))
                        .add(10)
                        .add(20)
                        .add(40)
                        .addMissing()
                        .addMissing()
                        .add(7)
                        .build());
    }

    @Test
    void countsBucketsFromTheEpoch() {
        TimeSeries series = at(330, 1, 390, 3).buckets(Duration.ofMinutes(5));

        assertThat(series).isEqualTo(TimeSeries.of(Instant.ofEpochSecond(300), Duration.ofMinutes(5), 2));
    }

    @Test
    void findsTheMostFrequentInterval() {
        assertThat(at(0, 1, 60, 1, 120, 1, 600, 1, 660, 1).interval()).contains(MINUTE);
        assertThat(at(0, 1).interval()).isEmpty();
    }

    @Test
    void cutsOutAPart() {
        Observations part =
                at(0, 1, 60, 2, 120, 3, 180, 4).between(Instant.ofEpochSecond(60), Instant.ofEpochSecond(180));

        assertThat(part.buckets(MINUTE)).isEqualTo(TimeSeries.of(Instant.ofEpochSecond(60), MINUTE, 2, 3));
    }

    @Test
    void refusesTimesThatDoNotAscendAndValuesThatAreNone() {
        Observations observations = at(60, 1);

        assertThatThrownBy(() -> observations.add(Instant.ofEpochSecond(60), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1970-01-01T00:01:00Z");
        assertThatThrownBy(() -> observations.add(Instant.ofEpochSecond(61), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Observations().buckets(MINUTE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void remembersFinerBucketsForAShorterTime() {
        assertThat(StepSettings.of(Duration.ofSeconds(1)).buckets()).isEqualTo(ForecastSettings.MAX_BUCKETS);
        assertThat(StepSettings.of(MINUTE)).isEqualTo(ForecastSettings.DEFAULT);
        assertThat(StepSettings.of(Duration.ofMinutes(5)).window()).isEqualTo(Duration.ofDays(60));
        assertThat(StepSettings.of(Duration.ofHours(1)).window()).isEqualTo(Duration.ofDays(400));
        assertThat(StepSettings.of(Duration.ofDays(1)).window()).isEqualTo(Duration.ofDays(400));
    }

    private static Observations at(double... secondsAndValues) {
        Observations observations = new Observations();
        for (int i = 0; i < secondsAndValues.length; i += 2) {
            observations.add(Instant.ofEpochSecond((long) secondsAndValues[i]), secondsAndValues[i + 1]);
        }
        return observations;
    }
}
