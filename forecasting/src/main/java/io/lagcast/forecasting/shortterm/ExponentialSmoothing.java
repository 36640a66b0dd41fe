package io.lagcast.forecasting.shortterm;

import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;

/**
 * A moving mean with exponentially fading weights goes on for ever: the last value with the noise taken out.
 *
 * <p>{@code l(t) = w y(t) + (1 - w) l(t-1)} and {@code forecast(lead) = l(t)}, with {@code w = max(levelWeight, 1/n)} at the {@code n}-th known
 * bucket, so that the start is a plain mean. A missing bucket leaves the level alone. Ready from the first known bucket on.
 *
 * <p>Source: simple exponential smoothing, Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 8.1,
 * https://otexts.com/fpp3/; the start by a plain mean is ours.
 */
public final class ExponentialSmoothing implements PointModel {

    private final String name;
    private final double levelWeight;
    private double level;
    private long seen;

    /** A level that gives the newest value the weight {@code levelWeight}, in (0, 1]; {@code suffix} tells it from others of its kind. */
    public ExponentialSmoothing(String suffix, double levelWeight) {
        if (!(levelWeight > 0 && levelWeight <= 1)) {
            throw new IllegalArgumentException("The level weight must be in (0, 1] but was " + levelWeight);
        }
        this.name = "exponential smoothing" + suffix;
        this.levelWeight = levelWeight;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double mean) {
        seen++;
        level += Math.max(levelWeight, 1.0 / seen) * (mean - level);
    }

    @Override
    public void absorbMissing(long bucket) {
        // No evidence, no change.
    }

    @Override
    public Learning learning() {
        return Learning.by(ExponentialSmoothing.class).with("level weight", levelWeight);
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
        return level;
    }

    @Override
    public void carry(State state) {
        level = state.number(level);
        seen = state.whole(seen);
    }
}
