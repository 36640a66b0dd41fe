package io.lagcast.costmodel.simulation;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A forecaster that knows the trace. */
public final class TestingOracle implements Forecaster {

    private final double[] ratePerSecond;
    private final int stepSeconds;
    private Instant now = ClosedLoop.start();

    public TestingOracle(double[] ratePerSecond, int stepSeconds) {
        this.ratePerSecond = ratePerSecond.clone();
        this.stepSeconds = stepSeconds;
    }

    @Override
    public String name() {
        return "oracle";
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
        double[] path = new double[horizon.steps()];
        long from = Duration.between(ClosedLoop.start(), now).toSeconds();
        long step = horizon.step().toSeconds();
        for (int h = 0; h < path.length; h++) {
            double sum = 0;
            for (long s = 0; s < step; s++) {
                sum += ratePerSecond[Math.clamp((from + h * step + s) / stepSeconds, 0, ratePerSecond.length - 1)];
            }
            path[h] = sum / step;
        }
        double[][] values = new double[levels.count()][];
        java.util.Arrays.fill(values, path);
        return new Forecast.Quantiles("oracle", now, horizon, levels, values);
    }

    @Override
    public boolean refitDue() {
        return false;
    }

    @Override
    public void refit() {}

    @Override
    public List<Score> scores() {
        return List.of(new Score("oracle", 0, 0.1, 1000, true));
    }
}
