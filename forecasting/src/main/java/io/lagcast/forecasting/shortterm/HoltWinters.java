package io.lagcast.forecasting.shortterm;

import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Level, damped trend and additive season, each an exponentially fading mean.
 *
 * <p>With {@code m} the season's length in buckets, {@code a = levelWeight}, {@code b = trendWeight}, {@code g = seasonWeight} and
 * {@code d = damping}:
 *
 * <pre>
 * l(t) = a (y(t) - s(t-m)) + (1 - a) (l(t-1) + d r(t-1))
 * r(t) = b (l(t) - l(t-1)) + (1 - b) d r(t-1)
 * s(t) = g (y(t) - l(t-1) - d r(t-1)) + (1 - g) s(t-m)
 * forecast(lead) = l(t) + (d + d^2 + ... + d^lead) r(t) + s(t + lead - m * ceil(lead / m))
 * </pre>
 *
 * <p>Without a given start, the first season is collected: {@code l} begins as its mean, {@code r} as 0, {@code s} as the difference to the mean, and
 * until a slot has been seen {@code 1/g} times its season is a plain mean. A missing bucket moves the level along the trend and leaves the season
 * alone; a slot never seen has season 0. Ready once one season has passed of which at least half was known.
 *
 * <p>Source: Holt (1957) and Winters (1960), damped as in Gardner and McKenzie (1985), https://doi.org/10.1287/mnsc.31.10.1237; the recursion is that
 * of statsmodels' {@code ExponentialSmoothing(trend="add", damped_trend=True, seasonal="add")}. Start and missing buckets are ours.
 */
public final class HoltWinters implements PointModel {

    private static final int PLENTY = Integer.MAX_VALUE;

    private final String name;
    private final Weights weights;
    private final double[] season;
    private final int[] visits;
    private double level;
    private double trend;
    private int collected;
    private boolean ready;
    private long newest;

    /**
     * How fast each part follows.
     *
     * @param levelWeight weight of the newest value in the level, in (0, 1]
     * @param trendWeight weight of the newest change in the trend, in [0, 1]
     * @param seasonWeight weight of the newest season, in [0, 1]
     * @param damping what is left of the trend a bucket later, in [0, 1]
     */
    public record Weights(double levelWeight, double trendWeight, double seasonWeight, double damping) {

        public Weights {
            check("level weight", levelWeight);
            check("trend weight", trendWeight);
            check("season weight", seasonWeight);
            check("damping", damping);
        }

        private static void check(String what, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("The " + what + " must be in [0, 1] but was " + value);
            }
        }
    }

    /** A model of a season of {@code seasonBuckets} that starts by collecting one. */
    public HoltWinters(String seasonLabel, int seasonBuckets, Weights weights) {
        this(seasonLabel, weights, new double[seasonBuckets], new int[seasonBuckets]);
    }

    private HoltWinters(String seasonLabel, Weights weights, double[] season, int[] visits) {
        if (season.length < 2) {
            throw new IllegalArgumentException("A season needs at least two buckets but had " + season.length);
        }
        this.name = "Holt-Winters " + seasonLabel;
        this.weights = weights;
        this.season = season;
        this.visits = visits;
    }

    /** A model that is ready from a known state before bucket {@code firstBucket}; {@code season[i]} belongs to the buckets {@code i} modulo its length. */
    public static HoltWinters startingFrom(
            String seasonLabel, Weights weights, long firstBucket, double level, double trend, double[] season) {
        int[] visits = new int[season.length];
        Arrays.fill(visits, PLENTY);
        HoltWinters model = new HoltWinters(seasonLabel, weights, season.clone(), visits);
        model.level = level;
        model.trend = trend;
        model.newest = firstBucket - 1;
        model.ready = true;
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double mean) {
        newest = bucket;
        int slot = slot(bucket);
        if (!ready) {
            season[slot] = mean;
            visits[slot] = 1;
            collect();
            return;
        }
        double expectedLevel = level + weights.damping() * trend;
        double before = level;
        level = weights.levelWeight() * (mean - season[slot]) + (1 - weights.levelWeight()) * expectedLevel;
        trend = weights.trendWeight() * (level - before) + (1 - weights.trendWeight()) * weights.damping() * trend;
        double weight = Math.max(weights.seasonWeight(), visits[slot] == PLENTY ? 0 : 1.0 / (visits[slot] + 1));
        season[slot] = weight * (mean - expectedLevel) + (1 - weight) * season[slot];
        visits[slot] = visits[slot] == PLENTY ? PLENTY : visits[slot] + 1;
    }

    @Override
    public void absorbMissing(long bucket) {
        newest = bucket;
        if (!ready) {
            collect();
            return;
        }
        trend *= weights.damping();
        level += trend;
    }

    private void collect() {
        collected++;
        if (collected < season.length) {
            return;
        }
        int known = 0;
        double sum = 0;
        for (int i = 0; i < season.length; i++) {
            known += visits[i] > 0 ? 1 : 0;
            sum += season[i];
        }
        if (2 * known < season.length) {
            return;
        }
        level = sum / known;
        for (int i = 0; i < season.length; i++) {
            season[i] = visits[i] > 0 ? season[i] - level : 0;
        }
        ready = true;
    }

    @Override
    public Learning learning() {
        return Learning.by(HoltWinters.class)
                .with("season, buckets", season.length)
                .with("level weight", weights.levelWeight())
                .with("trend weight", weights.trendWeight())
                .with("season weight", weights.seasonWeight())
                .with("damping", weights.damping());
    }

    @Override
    public double seasonBuckets() {
        return season.length;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public double forecast(int lead) {
        if (!ready) {
            throw new IllegalStateException("The first season was not observed yet");
        }
        return level + dampedSteps(lead) * trend + season[slot(newest + lead)];
    }

    private double dampedSteps(int lead) {
        double damping = weights.damping();
        if (trend == 0 || damping == 0) {
            return 0;
        }
        return damping == 1 ? lead : damping * (1 - Math.pow(damping, lead)) / (1 - damping);
    }

    private int slot(long bucket) {
        return Math.floorMod(bucket, season.length);
    }

    @Override
    public void carry(State state) {
        System.arraycopy(state.numbers(season), 0, season, 0, season.length);
        System.arraycopy(state.counts(visits), 0, visits, 0, visits.length);
        level = state.number(level);
        trend = state.number(trend);
        collected = state.count(collected);
        ready = state.flag(ready);
        newest = state.whole(newest);
    }
}
