package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StandardForecasterTest {

    private static final Instant START = TestingSeries.START;
    private static final Horizon TWENTY_MINUTES = new Horizon(Duration.ofMinutes(1), 20);

    private final Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);

    @Test
    void saysWhatIsMissingBeforeAnythingWasObserved() {
        Forecast forecast = forecaster.forecast(TWENTY_MINUTES, QuantileLevels.STANDARD);

        assertThat(forecast).isInstanceOfSatisfying(Forecast.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).contains("Nothing was observed");
            assertThat(unavailable.stillNeeded()).isEqualTo(Duration.ofMinutes(1));
        });
        assertThat(forecaster.refitDue()).isFalse();
        forecaster.refit();
        assertThat(forecaster.forecast(TWENTY_MINUTES, QuantileLevels.STANDARD))
                .isInstanceOf(Forecast.Unavailable.class);
    }

    @Test
    void answersWithTheLastValueAndWideBandsAfterOneObservation() {
        forecaster.observe(START, START.plusSeconds(5), 100);

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 20);

        assertThat(quantiles.origin()).isEqualTo(START.plusSeconds(5));
        assertThat(quantiles.quantile(0.5, 19)).isEqualTo(100);
        assertThat(quantiles.quantile(0.95, 0)).isGreaterThan(150);
    }

    @Test
    void answersFromThreePointsAndBeginsAtTheEndOfTheLast() {
        TimeSeries.of(START, Duration.ofMinutes(1), 100, 110, 120).replay(forecaster);
        forecaster.refit();

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 20);

        assertThat(quantiles.time(0)).isEqualTo(START.plusSeconds(180));
        assertThat(quantiles.quantile(0.5, 0)).isBetween(90.0, 140.0);
    }

    @Test
    void rejectsObservationsThatCannotBeAndNamesThem() {
        forecaster.observe(START, START.plusSeconds(60), 1);

        assertThatThrownBy(() -> forecaster.observe(START, START.plusSeconds(90), 1))
                .hasMessageContaining(START.plusSeconds(60).toString());
        assertThatThrownBy(() -> forecaster.observe(START.plusSeconds(60), START.plusSeconds(60), 1))
                .hasMessageContaining("length");
        assertThatThrownBy(() -> forecaster.observe(START.plusSeconds(60), START.plusSeconds(90), -1))
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> forecaster.observe(START.plusSeconds(60), START.plusSeconds(90), Double.NaN))
                .hasMessageContaining("NaN");
    }

    @Test
    void knowsAConstantForWhatItIs() {
        Forecaster constant = TestingSeries.refitted(TestingSeries.noisy(3000, 1, 0, minute -> 42));

        Forecast.Quantiles quantiles = TestingSeries.quantiles(constant, 60);

        assertThat(quantiles.path(0)).containsOnly(new double[] {42}, Offset.offset(1e-3));
        assertThat(quantiles.path(4)).containsOnly(new double[] {42}, Offset.offset(1e-3));
    }

    @Test
    void forecastsZeroForASeriesOfZeros() {
        Forecaster zeros = TestingSeries.refitted(TestingSeries.noisy(3000, 1, 0, minute -> 0));

        assertThat(TestingSeries.quantiles(zeros, 60).path(4)).containsOnly(0);
    }

    @Test
    void keepsItsPrecisionAtABillionASecond() {
        Forecaster fast =
                TestingSeries.refitted(TestingSeries.noisy(3 * 1440, 1, 1, minute -> 1e7 * TestingSeries.day(minute)));

        Forecast.Quantiles quantiles = TestingSeries.quantiles(fast, 60);

        assertThat(quantiles.quantile(0.5, 30)).isCloseTo(1e7 * TestingSeries.day(30), Percentage.withPercentage(10));
    }

    @Test
    void doesNotLearnAnOutageAsLowDemand() {
        TimeSeries.Builder builder = TimeSeries.startingAt(START, Duration.ofMinutes(1));
        for (int minute = 0; minute < 3 * 1440; minute++) {
            int ofDay = minute % 1440;
            if (minute / 1440 == 1 && ofDay >= 600 && ofDay < 840) {
                builder.addMissing();
            } else {
                builder.add(TestingSeries.day(minute));
            }
        }
        Forecaster withOutage = TestingSeries.refitted(builder.build());

        Forecast.Quantiles quantiles = TestingSeries.quantiles(withOutage, 1440);

        assertThat(quantiles.quantile(0.5, 720)).isCloseTo(TestingSeries.day(720), Percentage.withPercentage(10));
    }

    @Test
    void followsALevelShiftWithinMinutes() {
        TimeSeries series = TestingSeries.noisy(5 * 1440, 1, 0.1, minute -> minute < 5 * 1440 - 30 ? 100 : 400);
        Forecaster shifted = TestingSeries.learned(series);
        shifted.refit();

        assertThat(TestingSeries.quantiles(shifted, 5).quantile(0.5, 4)).isCloseTo(400, Percentage.withPercentage(15));
    }

    @Test
    void startsAnewAfterAGapLongerThanItsWindow() {
        forecaster.observe(START, START.plusSeconds(600), 100);

        Instant later = START.plus(Duration.ofDays(400));
        forecaster.observe(later, later.plusSeconds(60), 7);

        assertThat(TestingSeries.quantiles(forecaster, 1).quantile(0.5, 0)).isEqualTo(7);
    }

    @Test
    void takesImportsByTheHourAndSamplesBySecondsAlike() {
        Instant day = START.plus(Duration.ofDays(1));
        forecaster.observe(START, day, 60);
        for (int i = 0; i < 100; i++) {
            forecaster.observe(day.plusSeconds(15L * i), day.plusSeconds(15L * (i + 1)), 60);
        }

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 20);

        assertThat(quantiles.quantile(0.95, 19)).isEqualTo(60, Offset.offset(1e-3));
        assertThat(quantiles.origin()).isEqualTo(day.plusSeconds(1500));
    }

    @Test
    void answersAnyHorizonStep() {
        Forecaster daily = TestingSeries.refitted(TestingSeries.noisy(15 * 1440, 1, 0.2, TestingSeries::day));

        Forecast hours = daily.forecast(new Horizon(Duration.ofHours(1), 168), QuantileLevels.STANDARD);
        Forecast seconds = daily.forecast(new Horizon(Duration.ofSeconds(7), 10), QuantileLevels.STANDARD);

        assertThat(hours).isInstanceOfSatisfying(Forecast.Quantiles.class, quantiles -> assertThat(
                        quantiles.quantile(0.5, 7 * 24 - 12))
                .isBetween(120.0, 150.0));
        assertThat(seconds)
                .isInstanceOfSatisfying(Forecast.Quantiles.class, quantiles -> assertThat(quantiles.quantile(0.5, 0))
                        .isBetween(20.0, 60.0));
    }

    @Test
    void usesYesterdayBeforeItWasEverRefitted() {
        Forecaster neverRefitted = TestingSeries.learned(TestingSeries.noisy(3 * 1440 - 300, 1, 0, TestingSeries::day));

        Forecast.Quantiles quantiles = TestingSeries.quantiles(neverRefitted, 300);

        assertThat(quantiles.quantile(0.5, 90)).isCloseTo(TestingSeries.day(1440 - 210), Percentage.withPercentage(20));
    }

    @Test
    void findsABatchCycleOfTwentyMinutesByItself() {
        Forecaster batches =
                TestingSeries.refitted(TestingSeries.noisy(180, 1, 0.1, minute -> TestingSeries.batch(minute, 20)));

        Forecast.Quantiles quantiles = TestingSeries.quantiles(batches, 20);

        assertThat(quantiles.quantile(0.5, 3)).isCloseTo(300, Percentage.withPercentage(15));
        assertThat(quantiles.quantile(0.5, 12)).isCloseTo(100, Percentage.withPercentage(25));
        assertThat(batches.scores())
                .anySatisfy(score -> assertThat(score.model()).contains("20min"));
    }

    @Test
    void asksForARefitOnceThereIsEnoughThatIsNew() {
        TestingSeries.noisy(30, 1, 0.1, minute -> 100).replay(forecaster);
        assertThat(forecaster.refitDue()).isTrue();

        forecaster.refit();

        assertThat(forecaster.refitDue()).isFalse();
    }

    @Test
    void reportsTheLastValueWithARelativeLossOfOne() {
        Forecaster daily = TestingSeries.refitted(TestingSeries.noisy(5 * 1440, 1, 0.2, TestingSeries::day));

        assertThat(daily.scores())
                .filteredOn(score -> score.model().startsWith("last value"))
                .isNotEmpty()
                .allSatisfy(score -> assertThat(score.relativeToLastValue()).isEqualTo(1));
        assertThat(daily.scores()).filteredOn(Forecaster.Score::chosen).isNotEmpty();
    }
}
