package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any series; the seed is the test's parameter and so appears in the name of a failing case. */
class ForecastPropertiesTest {

    private static final QuantileLevels LEVELS = QuantileLevels.of(0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999);
    private static final Horizon HOUR = new Horizon(Duration.ofSeconds(90), 40);

    /** A series of random kind: level, season, noise, spikes, gaps, zeros. */
    private static TimeSeries series(long seed, double factor) {
        Random random = new Random(seed);
        TimeSeries.Builder builder =
                TimeSeries.startingAt(Instant.ofEpochSecond(random.nextInt(1_000_000_000)), Duration.ofMinutes(1));
        int size = 1 + random.nextInt(2000);
        int period = 5 + random.nextInt(700);
        double noise = random.nextDouble();
        double gaps = random.nextDouble() * 0.3;
        double level = 1 + random.nextInt(1000);
        for (int i = 0; i < size; i++) {
            level = random.nextInt(2000) == 0 ? random.nextInt(1000) : level;
            double value = level * (1 + Math.sin(2 * Math.PI * i / period)) + level * noise * random.nextGaussian();
            double spike = random.nextInt(300) == 0 ? 20 * level : 0;
            if (i > 0 && random.nextDouble() < gaps) {
                builder.addMissing();
            } else {
                builder.add(factor * Math.max(0, value + spike));
            }
        }
        return builder.build();
    }

    private static Forecast.Quantiles forecast(TimeSeries series, boolean refit) {
        Forecaster forecaster = TestingSeries.learned(series);
        if (refit) {
            forecaster.refit();
        }
        if (forecaster.forecast(HOUR, LEVELS) instanceof Forecast.Quantiles quantiles) {
            return quantiles;
        }
        throw new AssertionError("No forecast from " + series);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverCrossesQuantilesNorForecastsBelowZero(long seed) {
        for (boolean refit : new boolean[] {false, true}) {
            Forecast.Quantiles quantiles = forecast(series(seed, 1), refit);

            for (int step = 0; step < HOUR.steps(); step++) {
                double previous = 0;
                for (int level = 0; level < LEVELS.count(); level++) {
                    assertThat(quantiles.value(level, step)).isFinite().isGreaterThanOrEqualTo(previous);
                    previous = quantiles.value(level, step);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scalesTheForecastWithTheSeries(long seed) {
        Forecast.Quantiles small = forecast(series(seed, 1), true);
        Forecast.Quantiles large = forecast(series(seed, 1024), true);

        for (int step = 0; step < HOUR.steps(); step++) {
            for (int level = 0; level < LEVELS.count(); level++) {
                assertThat(large.value(level, step))
                        .isCloseTo(1024 * small.value(level, step), Percentage.withPercentage(0.01));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void givesTheSameForecastForTheSameObservationsBitForBit(long seed) {
        assertThat(forecast(series(seed, 1), true).toString())
                .isEqualTo(forecast(series(seed, 1), true).toString());
    }
}
