package io.lagcast.forecasting.shortterm;

import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;

/**
 * Level and trend as exponentially fading means, the trend dying out with the lead: what has begun to rise rises on for a while.
 *
 * <p>With {@code a = levelWeight}, {@code b = trendWeight} and {@code d = damping}:
 *
 * <pre>
 * l(t) = a y(t) + (1 - a) (l(t-1) + d r(t-1))
 * r(t) = b (l(t) - l(t-1)) + (1 - b) d r(t-1)
 * forecast(lead) = l(t) + (d + d^2 + ... + d^lead) r(t)
 * </pre>
 *
 * <p>The first known bucket is the first level, with no trend; the {@code n}-th known bucket has at least the weight {@code 1/n} in the level, so that the
 * start is near a plain mean. A missing bucket moves the level along the trend. Ready from the first known bucket on.
 *
 * <p>Source: Gardner and McKenzie, "Forecasting trends in time series", Management Science 31, 1985, https://doi.org/10.1287/mnsc.31.10.1237; the
 * recursion is that of "Forecasting: Principles and Practice", 3rd ed., 8.2, https://otexts.com/fpp3/. Start and missing buckets are ours.
 */
public final class DampedTrend implements PointModel {

    private final Weights weights;
    private double level;
    private double trend;
    private long seen;

    /**
     * How fast each part follows.
     *
     * @param levelWeight weight of the newest value in the level, in (0, 1]
     * @param trendWeight weight of the newest change in the trend, in [0, 1]
     * @param damping what is left of the trend a bucket later, in [0, 1)
     */
    public record Weights(double levelWeight, double trendWeight, double damping) {

        public Weights {
            if (!(levelWeight > 0 && levelWeight <= 1)) {
                throw new IllegalArgumentException("The level weight must be in (0, 1] but was " + levelWeight);
            }
            if (!(trendWeight >= 0 && trendWeight <= 1)) {
                throw new IllegalArgumentException("The trend weight must be in [0, 1] but was " + trendWeight);
            }
            if (!(damping >= 0 && damping < 1)) {
                throw new IllegalArgumentException("The damping must be in [0, 1) but was " + damping);
            }
        }
    }

    /** A model at the beginning of a series. */
    public DampedTrend(Weights weights) {
        this.weights = weights;
    }

    @Override
    public String name() {
        return "damped trend";
    }

    @Override
    public void absorb(long bucket, double mean) {
        seen++;
        double before = level;
        double faded = weights.damping() * trend;
        double weight = Math.max(weights.levelWeight(), 1.0 / seen);
        level = weight * mean + (1 - weight) * (before + faded);
        trend = seen == 1 ? 0 : weights.trendWeight() * (level - before) + (1 - weights.trendWeight()) * faded;
    }

    @Override
    public void absorbMissing(long bucket) {
        trend *= weights.damping();
        level += trend;
    }

    @Override
    public double seasonBuckets() {
        return 0;
    }

    @Override
    public boolean isReady() {
        return seen > 0;
    }

    @Override
    public double forecast(int lead) {
        if (seen == 0) {
            throw new IllegalStateException("Nothing was observed yet");
        }
        double damping = weights.damping();
        return level + damping * (1 - Math.pow(damping, lead)) / (1 - damping) * trend;
    }

    @Override
    public void carry(State state) {
        level = state.number(level);
        trend = state.number(trend);
        seen = state.whole(seen);
    }
}
