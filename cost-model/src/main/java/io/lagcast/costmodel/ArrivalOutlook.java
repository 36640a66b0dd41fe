package io.lagcast.costmodel;

import io.lagcast.costmodel.plan.Demand;
import io.lagcast.forecasting.Forecast;
import java.time.Duration;

/**
 * The arrivals a plan reckons with: scenarios that all start from what arrives now and fan out to the forecast's quantiles, or, where the forecast is
 * not trusted, to the last value with the spread that recent changes had.
 */
final class ArrivalOutlook {

    /** Quantile levels that become scenarios, and their weights: the tails stand for what lies beyond them. */
    private static final double[] LEVELS = {0.15, 0.5, 0.85, 0.97};

    private static final double[] WEIGHTS = {0.3, 0.4, 0.22, 0.08};

    /** Standard normal quantiles of {@link #LEVELS}. */
    private static final double[] SCORES = {-1.036, 0, 1.036, 1.881};

    private static final int MUCH_LONGER = 2;

    private final Situation situation;
    private final Duration step;
    private final int steps;
    private final double[][] paths;
    private final double doubt;

    private ArrivalOutlook(Situation situation, Duration step, double[][] paths, double doubt) {
        this.situation = situation;
        this.step = step;
        this.steps = paths[0].length;
        this.paths = paths;
        this.doubt = doubt;
    }

    /**
     * The forecast's quantile paths.
     *
     * @param untilServed how long replicas that are asked for take to serve: where buckets are much longer, what changes within one may change at its
     *     beginning, too fast for replicas to follow, and the whole bucket is reckoned with its quantile; otherwise the course goes in straight lines
     * @param doubt how far such forecasts are to be doubted, as {@link TrackRecord#doubt} says
     */
    static ArrivalOutlook forecast(
            Situation situation,
            Forecast.Quantiles forecast,
            Duration step,
            int steps,
            Duration untilServed,
            double doubt) {
        boolean sudden = forecast.horizon().step().compareTo(untilServed.multipliedBy(MUCH_LONGER)) > 0;
        double[][] paths = new double[LEVELS.length][steps];
        double offset = seconds(Duration.between(forecast.origin(), situation.time()));
        for (int s = 0; s < LEVELS.length; s++) {
            for (int t = 0; t < steps; t++) {
                double second = offset + (t + 0.5) * seconds(step);
                paths[s][t] =
                        sudden ? inBucket(forecast, LEVELS[s], second) : at(situation, forecast, LEVELS[s], second);
            }
        }
        return new ArrivalOutlook(situation, step, paths, doubt);
    }

    private static double inBucket(Forecast.Quantiles forecast, double level, double second) {
        double bucket = seconds(forecast.horizon().step());
        int last = forecast.horizon().steps() - 1;
        return forecast.quantile(level, Math.clamp((long) Math.floor(second / bucket), 0, last));
    }

    /** Between now and the middle of the first bucket, and between the middles of buckets, in a straight line. */
    private static double at(Situation situation, Forecast.Quantiles forecast, double level, double second) {
        double bucket = seconds(forecast.horizon().step());
        int last = forecast.horizon().steps() - 1;
        double position = second / bucket - 0.5;
        if (position < 0) {
            double share = Math.max(0, position + 0.5) / 0.5;
            return situation.presentPerSecond() + share * (forecast.quantile(level, 0) - situation.presentPerSecond());
        }
        int below = (int) Math.min(last, Math.floor(position));
        int above = Math.min(last, below + 1);
        double low = forecast.quantile(level, below);
        return low + Math.min(1, position - below) * (forecast.quantile(level, above) - low);
    }

    /** The recent rate, fanning out with the square root of time as changes of the last minutes did. */
    static ArrivalOutlook lastValue(Situation situation, Duration step, int steps) {
        double[][] paths = new double[LEVELS.length][steps];
        for (int s = 0; s < LEVELS.length; s++) {
            for (int t = 0; t < steps; t++) {
                double spans = (t + 0.5) * seconds(step) / seconds(situation.recent());
                double spread = SCORES[s] * situation.changePerSecond() * Math.sqrt(spans);
                paths[s][t] = Math.max(0, situation.presentPerSecond() + spread);
            }
        }
        return new ArrivalOutlook(situation, step, paths, 1);
    }

    Demand demand(double backlog) {
        return new Demand(
                new Records(backlog), new RecordsPerSecond(situation.recentPerSecond()), step, paths, WEIGHTS, doubt);
    }

    /** From 0, if such an outlook has always been right, to 1, if it has been no better than repeating the last value. */
    double doubt() {
        return doubt;
    }

    int steps() {
        return steps;
    }

    Duration step() {
        return step;
    }

    /** Highest rate within {@code within} in the scenario at or next above {@code level}. */
    double highest(double level, Duration within) {
        int s = 0;
        while (s < LEVELS.length - 1 && LEVELS[s] < level) {
            s++;
        }
        int until = (int) Math.min(steps, Math.max(1, Math.ceil(seconds(within) / seconds(step))));
        double highest = 0;
        for (int t = 0; t < until; t++) {
            highest = Math.max(highest, paths[s][t]);
        }
        return highest;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
