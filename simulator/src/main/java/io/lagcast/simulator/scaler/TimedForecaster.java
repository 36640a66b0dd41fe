package io.lagcast.simulator.scaler;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A forecaster that tells how long its updates and its answers took. */
final class TimedForecaster implements Forecaster {

    private final Forecaster timed;
    private long updateNanos;
    private long answerNanos;

    TimedForecaster(Forecaster timed) {
        this.timed = timed;
    }

    /** Time spent on updates since the last call. */
    long takeUpdateNanos() {
        long taken = updateNanos;
        updateNanos = 0;
        return taken;
    }

    /** Time spent on answers since the last call. */
    long takeAnswerNanos() {
        long taken = answerNanos;
        answerNanos = 0;
        return taken;
    }

    @Override
    public String name() {
        return timed.name();
    }

    @Override
    public Duration step() {
        return timed.step();
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        long began = System.nanoTime();
        timed.observe(from, to, meanValue);
        updateNanos += System.nanoTime() - began;
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        long began = System.nanoTime();
        Forecast forecast = timed.forecast(horizon, levels);
        answerNanos += System.nanoTime() - began;
        return forecast;
    }

    @Override
    public boolean refitDue() {
        return timed.refitDue();
    }

    @Override
    public void refit() {
        timed.refit();
    }

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        long began = System.nanoTime();
        Forecast forecast = timed.forecastPeak(within, levels);
        answerNanos += System.nanoTime() - began;
        return forecast;
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        long began = System.nanoTime();
        OptionalDouble loss = timed.relativeLoss(lead);
        answerNanos += System.nanoTime() - began;
        return loss;
    }

    @Override
    public List<Score> scores() {
        return timed.scores();
    }

    @Override
    public byte[] save() {
        return timed.save();
    }
}
