package io.lagcast.benchmarks;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.StepSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How long the standard forecaster takes to fit, to absorb a value and to forecast everything, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForecasterBenchmark {

    /** What the service asks for. */
    private static final QuantileLevels LEVELS = QuantileLevels.of(0.025, 0.1, 0.5, 0.9, 0.95, 0.975, 0.99);

    /** {@code minutes}: 14 days of one-minute buckets. {@code hours}: 960 hourly ones. */
    @Param({"minutes", "hours"})
    @SuppressWarnings("NullAway.Init")
    public String series;

    @SuppressWarnings("NullAway.Init")
    private TimeSeries history;

    @SuppressWarnings("NullAway.Init")
    private Forecaster forecaster;

    @SuppressWarnings("NullAway.Init")
    private List<Horizon> horizons;

    private Instant now = Instant.EPOCH;
    private int next;

    /** A fitted forecaster that has seen the whole series. */
    @Setup(Level.Iteration)
    public void fit() {
        history = history(series);
        forecaster = fitted(history);
        now = history.time(history.size());
        next = 0;
        horizons = horizons(history.step());
    }

    static TimeSeries history(String name) {
        return name.equals("minutes") ? BenchmarkSeries.minutes(14) : BenchmarkSeries.hours();
    }

    static Forecaster fitted(TimeSeries history) {
        Forecaster forecaster = Forecasters.standard(StepSettings.of(history.step()));
        history.replay(forecaster);
        forecaster.refit();
        return forecaster;
    }

    /** An hour of minutes, a day of five minutes, a week of hours; of hourly buckets a week. */
    private static List<Horizon> horizons(Duration step) {
        Horizon week = new Horizon(Duration.ofHours(1), 168);
        return step.compareTo(Duration.ofHours(1)) >= 0
                ? List.of(week)
                : List.of(new Horizon(step, 60), new Horizon(Duration.ofMinutes(5), 288), week);
    }

    /** A refit with everything that is in the window. */
    @Benchmark
    @Measurement(iterations = 5, time = 5)
    public void refit() {
        forecaster.refit();
    }

    /** One more bucket, known and over. */
    @Benchmark
    public void update() {
        Instant end = now.plus(history.step());
        forecaster.observe(now, end, history.value(next));
        now = end;
        next = (next + 1) % history.size();
    }

    /** All horizons at all levels. */
    @Benchmark
    public void forecastEverything(Blackhole blackhole) {
        for (Horizon horizon : horizons) {
            Forecast forecast = forecaster.forecast(horizon, LEVELS);
            blackhole.consume(forecast);
        }
    }
}
