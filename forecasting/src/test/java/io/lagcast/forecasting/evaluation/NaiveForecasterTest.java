package io.lagcast.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaiveForecasterTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final QuantileLevels LEVELS = QuantileLevels.of(0.1, 0.5, 0.9);

    @Test
    void repeatsTheLastValue() {
        double[] median = median(NaiveForecaster.lastValue(HOUR), counting(100), 30);

        assertThat(median).containsOnly(99);
    }

    @Test
    void repeatsYesterday() {
        double[] median = median(NaiveForecaster.yesterday(HOUR), counting(100), 30);

        assertThat(median[0]).isEqualTo(76);
        assertThat(median[23]).isEqualTo(99);
        assertThat(median[24]).isEqualTo(76);
    }

    @Test
    void repeatsLastWeek() {
        double[] median = median(NaiveForecaster.lastWeek(HOUR), counting(400), 200);

        assertThat(median[0]).isEqualTo(400 - 168);
        assertThat(median[168]).isEqualTo(400 - 168);
    }

    @Test
    void goesBackAnotherDayWhereYesterdayIsMissing() {
        TimeSeries.Builder builder = TimeSeries.startingAt(Instant.EPOCH, HOUR);
        for (int i = 0; i < 72; i++) {
            if (i == 50) {
                builder.addMissing();
            } else {
                builder.add(i);
            }
        }

        double[] median = median(NaiveForecaster.yesterday(HOUR), builder.build(), 5);

        assertThat(median).containsExactly(48, 49, 26, 51, 52);
    }

    @Test
    void repeatsTheLastValueUntilThereIsAYesterday() {
        assertThat(median(NaiveForecaster.yesterday(HOUR), counting(5), 2)).containsOnly(4);
    }

    @Test
    void coversAsOftenAsItSaysOnNoise() {
        Random random = new Random(3);
        TimeSeries.Builder builder = TimeSeries.startingAt(Instant.EPOCH, HOUR);
        for (int i = 0; i < 24 * 80; i++) {
            builder.add(1000 + 100 * random.nextGaussian());
        }
        TimeSeries series = builder.build();
        EvaluationPlan plan = new EvaluationPlan(
                series.time(24 * 30), HOUR.multipliedBy(5), List.of(HOUR.multipliedBy(2)), false, LEVELS);

        Accuracy accuracy = new RollingEvaluation(series, plan, () -> 0)
                .run(NaiveForecaster.yesterday(HOUR), EvaluationListener.SILENT)
                .accuracies()
                .getFirst();

        assertThat(accuracy.at(0.9).coverage()).isBetween(0.86, 0.94);
        assertThat(accuracy.at(0.1).coverage()).isBetween(0.06, 0.14);
    }

    @Test
    void saysThatItSawNothing() {
        Forecast forecast = NaiveForecaster.lastValue(HOUR).forecast(new Horizon(HOUR, 1), LEVELS);

        assertThat(forecast).isInstanceOf(Forecast.Unavailable.class);
    }

    @Test
    void refusesAnotherStep() {
        NaiveForecaster forecaster = NaiveForecaster.lastValue(HOUR);

        assertThatThrownBy(() -> forecaster.forecast(new Horizon(Duration.ofMinutes(5), 1), LEVELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT5M");
    }

    private static double[] median(NaiveForecaster forecaster, TimeSeries series, int steps) {
        series.replay(forecaster);
        Forecast.Quantiles made = (Forecast.Quantiles) forecaster.forecast(new Horizon(HOUR, steps), LEVELS);
        return made.path(1);
    }

    private static TimeSeries counting(int size) {
        TimeSeries.Builder builder = TimeSeries.startingAt(Instant.EPOCH, HOUR);
        for (int i = 0; i < size; i++) {
            builder.add(i);
        }
        return builder.build();
    }
}
