package io.lagcast.costmodel;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A forecaster that expects what it is told, with quantiles a little apart, and scores as it is told. */
final class TestingForecaster implements Forecaster {

    private final double relativeToLastValue;
    private double expected;
    private Instant now = Instant.EPOCH;

    TestingForecaster(double expected, double relativeToLastValue) {
        this.expected = expected;
        this.relativeToLastValue = relativeToLastValue;
    }

    void expect(double ratePerSecond) {
        expected = ratePerSecond;
    }

    @Override
    public String name() {
        return "testing";
    }

    @Override
    public Duration step() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        now = to;
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        double[][] values = new double[levels.count()][horizon.steps()];
        for (int i = 0; i < levels.count(); i++) {
            java.util.Arrays.fill(values[i], expected * (0.95 + 0.1 * levels.level(i)));
        }
        return new Forecast.Quantiles("testing", now, horizon, levels, values);
    }

    @Override
    public boolean refitDue() {
        return false;
    }

    @Override
    public void refit() {}

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        return new Forecast.Unavailable(name(), "peaks are not looked at here", Duration.ZERO);
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        return OptionalDouble.of(relativeToLastValue);
    }

    @Override
    public List<Score> scores() {
        return List.of();
    }

    @Override
    public byte[] save() {
        return new byte[0];
    }
}
