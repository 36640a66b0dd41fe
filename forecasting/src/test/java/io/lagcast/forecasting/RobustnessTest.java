package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What real series do to a forecaster: it must neither break nor believe everything. */
class RobustnessTest {

    private static final int DAY = 1440;
    private static final double NOISE = 0.1;

    /** Learned up to {@code learned} minutes with a refit there, then followed to the end. */
    private static Forecaster followed(TimeSeries series, int learned) {
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);
        for (int minute = 0; minute < series.size(); minute++) {
            if (series.isKnown(minute)) {
                forecaster.observe(series.time(minute), series.time(minute + 1), series.value(minute));
            }
            if (minute == learned) {
                forecaster.refit();
            }
        }
        return forecaster;
    }

    private static TimeSeries day(int minutes, IntToDoubleFunction factor) {
        return TestingSeries.noisy(
                minutes, 1, NOISE, minute -> TestingSeries.day(minute) * factor.applyAsDouble(minute));
    }

    private static double median(Forecaster forecaster, int ahead) {
        return TestingSeries.quantiles(forecaster, ahead).quantile(0.5, ahead - 1);
    }

    /** As a counter's reset read as a delta would make it. */
    @Test
    void isNotImpressedByASingleAbsurdBucket() {
        int now = 3 * DAY + 300;
        Forecaster forecaster = followed(day(now, minute -> minute == now - 3 ? 1e6 : 1), 3 * DAY);

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 60);

        for (int ahead = 1; ahead <= 60; ahead++) {
            assertThat(quantiles.quantile(0.5, ahead - 1))
                    .as("%d min ahead", ahead)
                    .isBetween(0.5 * TestingSeries.day(now + ahead), 2 * TestingSeries.day(now + ahead));
        }
    }

    @Test
    void doesNotExpectAnAbsurdBucketAgainTomorrow() {
        int spike = 3 * DAY + 300;
        Forecaster forecaster = followed(day(4 * DAY + 290, minute -> minute == spike ? 1e6 : 1), 4 * DAY);

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 20);

        for (int step = 0; step < 20; step++) {
            assertThat(quantiles.quantile(0.5, step)).as("step %d", step).isLessThan(3 * TestingSeries.day(300));
        }
    }

    @Test
    void followsAFlashCrowdAndForgetsIt() {
        int begin = 4 * DAY + 300;
        IntToDoubleFunction crowd = minute -> minute >= begin && minute < begin + 10 ? 10 : 1;

        Forecaster within = followed(day(begin + 10, crowd), 4 * DAY);
        Forecaster after = followed(day(begin + 40, crowd), 4 * DAY);

        assertThat(median(within, 1)).isGreaterThan(5 * TestingSeries.day(begin + 10));
        assertThat(median(after, 5)).isCloseTo(TestingSeries.day(begin + 44), Percentage.withPercentage(30));
        assertThat(median(after, 60)).isCloseTo(TestingSeries.day(begin + 99), Percentage.withPercentage(50));
    }

    @Test
    void knowsIntermittentCountsAsMostlyNothingAndSometimesSomething() {
        Random random = new Random(1);
        double[] counts = new double[3 * DAY];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = random.nextInt(10) == 0 ? 1 + random.nextInt(5) : 0;
        }
        Forecaster forecaster =
                TestingSeries.refitted(TimeSeries.of(TestingSeries.START, TestingSeries.MINUTE, counts));

        Forecast.Quantiles quantiles = TestingSeries.quantiles(forecaster, 30);

        for (int step = 0; step < 30; step++) {
            assertThat(quantiles.quantile(0.5, step)).isEqualTo(0, Offset.offset(0.1));
            // true are 5; measured 6.2 to 6.9, and 13.1 where yesterday's minute was not zero
            assertThat(quantiles.quantile(0.99, step)).isBetween(1.0, 15.0);
        }
    }

    @Test
    void takesTheDayAfterAHolidayForAWorkday() {
        IntToDoubleFunction holiday = minute -> minute / DAY == 9 ? 0.4 : 1;
        Forecaster forecaster = followed(day(10 * DAY + 400, holiday), 10 * DAY);

        assertThat(median(forecaster, 10)).isCloseTo(TestingSeries.day(410), Percentage.withPercentage(15));
        assertThat(median(forecaster, 60)).isCloseTo(TestingSeries.day(460), Percentage.withPercentage(20));
        // repeating the holiday would be 60 % off, measured are 25
        assertThat(median(forecaster, 300)).isCloseTo(TestingSeries.day(700), Percentage.withPercentage(40));
    }

    @Test
    void recoversFromADeploymentWithinHours() {
        int deployed = 7 * DAY + 200;
        IntToDoubleFunction deployment = minute -> minute >= deployed ? 1.8 : 1;
        int now = deployed + 240;
        Forecaster forecaster = followed(day(now, deployment), 7 * DAY);

        for (int ahead : new int[] {1, 5, 15, 60}) {
            assertThat(median(forecaster, ahead))
                    .as("%d min ahead", ahead)
                    .isCloseTo(1.8 * TestingSeries.day(now + ahead - 1), Percentage.withPercentage(15));
        }
    }

    @Test
    void forecastsThroughGapsAsIfTheyWereNotThere() {
        Random random = new Random(2);
        TimeSeries whole = day(4 * DAY, minute -> 1);
        TimeSeries.Builder builder = TimeSeries.startingAt(TestingSeries.START, TestingSeries.MINUTE);
        for (int minute = 0; minute < whole.size(); minute++) {
            boolean missing = minute > 0 && (random.nextInt(10) == 0 || minute % 500 > 480);
            if (missing) {
                builder.addMissing();
            } else {
                builder.add(whole.value(minute));
            }
        }
        Forecaster forecaster = TestingSeries.refitted(builder.build());

        for (int ahead : new int[] {1, 15, 60, 700}) {
            assertThat(median(forecaster, ahead))
                    .as("%d min ahead", ahead)
                    .isCloseTo(TestingSeries.day(ahead - 1), Percentage.withPercentage(15));
        }
    }

    @Test
    void comesBackFromZerosWithTheDemand() {
        int now = 3 * DAY + 900;
        Forecaster forecaster = followed(
                TestingSeries.noisy(now, 1, NOISE, minute -> minute % DAY < 480 || minute >= now - 30 ? 100 : 0),
                3 * DAY);

        // after half an hour; yesterday it was 0 at this time. Measured: 65
        assertThat(median(forecaster, 5)).isBetween(50.0, 115.0);
    }
}
