package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Forecasts the last value at every level, and remembers what it was told and asked. */
final class TestingForecaster implements Forecaster {

    private final Duration step;
    final List<Instant> observedUntil = new ArrayList<>();
    final List<Instant> refitAt = new ArrayList<>();
    final List<Instant> askedAt = new ArrayList<>();
    final List<Horizon> horizons = new ArrayList<>();
    private double last;

    TestingForecaster(Duration step) {
        this.step = step;
    }

    @Override
    public String name() {
        return "testing";
    }

    @Override
    public Duration step() {
        return step;
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        observedUntil.add(to);
        last = meanValue;
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        if (observedUntil.isEmpty()) {
            return new Forecast.Unavailable(name(), "Nothing was observed yet", step);
        }
        askedAt.add(observedUntil.getLast());
        horizons.add(horizon);
        double[][] values = new double[levels.count()][horizon.steps()];
        for (double[] path : values) {
            Arrays.fill(path, last);
        }
        return new Forecast.Quantiles(name(), observedUntil.getLast(), horizon, levels, values);
    }

    @Override
    public boolean refitDue() {
        return false;
    }

    @Override
    public void refit() {
        refitAt.add(observedUntil.getLast());
    }

    @Override
    public List<Score> scores() {
        return List.of();
    }

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        return forecast(Horizon.covering(within, within), levels);
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        return OptionalDouble.empty();
    }

    @Override
    public byte[] save() {
        return new byte[0];
    }
}
