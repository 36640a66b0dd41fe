package io.lagcast.simulator.scaler;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A forecaster that reads the arrivals to come, in minutes, truly or distorted, and claims to be right: with the truth it shows what decisions alone
 * cost, with a distortion what a wrong forecast can do.
 */
final class Oracle implements Forecaster {

    private static final Duration STEP = Duration.ofMinutes(1);

    private static final int SECONDS = 60;

    private static final double CLAIMED_LOSS = 0.1;

    /** What it says of the truth. */
    enum Vision {
        /** The truth. */
        TRUE,
        /** The mean of everything to come, always. */
        CONSTANT,
        /** The minutes of the truth in random order. */
        SHUFFLED,
        /** High where the truth is low. */
        INVERTED,
        /** That nothing will arrive. */
        ZERO
    }

    private final String name;
    private final Instant start;
    private final double[] before;
    private Instant now;

    Oracle(Scenario scenario, Vision vision) {
        name = vision.name().toLowerCase(java.util.Locale.ROOT);
        start = scenario.start();
        now = start;
        before = running(distorted(minutes(scenario.arrivals()), vision, scenario.seed()));
    }

    private static double[] minutes(Arrivals arrivals) {
        double[] minutes = new double[Math.max(1, (arrivals.seconds() + SECONDS - 1) / SECONDS)];
        for (int m = 0; m < minutes.length; m++) {
            minutes[m] = arrivals.meanPerSecond(m * SECONDS, Math.min(arrivals.seconds(), (m + 1) * SECONDS));
        }
        return minutes;
    }

    private static double[] distorted(double[] minutes, Vision vision, long seed) {
        double[] seen = minutes.clone();
        switch (vision) {
            case TRUE -> {
                // as it is
            }
            case CONSTANT -> Arrays.fill(seen, Arrays.stream(minutes).average().orElse(0));
            case ZERO -> Arrays.fill(seen, 0);
            case INVERTED -> {
                double most = Arrays.stream(minutes).max().orElse(0);
                double least = Arrays.stream(minutes).min().orElse(0);
                Arrays.setAll(seen, m -> most + least - minutes[m]);
            }
            case SHUFFLED -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int m = seen.length - 1; m > 0; m--) {
                    int other = random.nextInt(m + 1);
                    double swapped = seen[m];
                    seen[m] = seen[other];
                    seen[other] = swapped;
                }
            }
        }
        return seen;
    }

    private static double[] running(double[] minutes) {
        double[] before = new double[minutes.length + 1];
        for (int m = 0; m < minutes.length; m++) {
            before[m + 1] = before[m] + minutes[m] * SECONDS;
        }
        return before;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration step() {
        return STEP;
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        now = to;
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        double[] path = new double[horizon.steps()];
        double stepSeconds = horizon.step().toMillis() / 1e3;
        double from = Duration.between(start, now).toMillis() / 1e3;
        for (int h = 0; h < path.length; h++) {
            double end = from + stepSeconds;
            path[h] = Math.max(0, (total(end) - total(from)) / stepSeconds);
            from = end;
        }
        double[][] values = new double[levels.count()][];
        Arrays.fill(values, path);
        return new Forecast.Quantiles(name, now, horizon, levels, values);
    }

    /** Records before {@code second}; the last minute goes on for ever, the first one came before. */
    private double total(double second) {
        int minute = (int) Math.clamp(Math.floor(second / SECONDS), 0, before.length - 2);
        return before[minute] + (before[minute + 1] - before[minute]) * (second / SECONDS - minute);
    }

    @Override
    public boolean refitDue() {
        return false;
    }

    @Override
    public void refit() {
        // knows already
    }

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        return forecast(new Horizon(within, 1), levels);
    }

    /** A tenth of the last value's loss, whatever it sees: it claims to be right. */
    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        return OptionalDouble.of(CLAIMED_LOSS);
    }

    @Override
    public List<Score> scores() {
        return List.of();
    }

    /** Nothing: it reads the scenario. */
    @Override
    public byte[] save() {
        return new byte[0];
    }
}
