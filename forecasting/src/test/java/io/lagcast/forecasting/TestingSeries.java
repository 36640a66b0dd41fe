package io.lagcast.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Generated series with a fixed seed, and what tests do with them. */
final class TestingSeries {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);

    private TestingSeries() {}

    /** One-minute buckets of {@code shape} with counting noise of the given relative size at level 100. */
    static TimeSeries noisy(int minutes, long seed, double noise, IntToDoubleFunction shape) {
        Random random = new Random(seed);
        double[] values = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            double level = shape.applyAsDouble(i);
            values[i] = Math.max(0, level + noise * Math.sqrt(Math.max(0, level) * 100) * random.nextGaussian());
        }
        return TimeSeries.of(START, MINUTE, values);
    }

    /** A day with a wide and a narrow peak. */
    static double day(int minute) {
        double time = minute % 1440 / 1440.0;
        double lunch = Math.exp(-Math.pow((time - 0.5) / 0.12, 2));
        double evening = Math.exp(-Math.pow((time - 0.85) / 0.03, 2));
        return 40 + 100 * lunch + 80 * evening;
    }

    /** A square wave, as a batch job makes it. */
    static double batch(int minute, int period) {
        return minute % period < period / 3 ? 300 : 100;
    }

    static Forecaster learned(TimeSeries series) {
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);
        series.replay(forecaster);
        return forecaster;
    }

    static Forecaster refitted(TimeSeries series) {
        Forecaster forecaster = learned(series);
        forecaster.refit();
        return forecaster;
    }

    static Forecast.Quantiles quantiles(Forecaster forecaster, int minutes) {
        return switch (forecaster.forecast(new Horizon(MINUTE, minutes), QuantileLevels.STANDARD)) {
            case Forecast.Quantiles quantiles -> quantiles;
            case Forecast.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }
}
