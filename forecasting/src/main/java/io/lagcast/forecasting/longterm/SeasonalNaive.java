package io.lagcast.forecasting.longterm;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;

/**
 * The same time one season ago comes again.
 *
 * <p>{@code forecast(lead) = y(t + lead - round(k * seasonBuckets))} with the smallest {@code k} for which that bucket has passed and is known; where
 * no season of the ring has it, the newest known value. Ready once the ring spans a season and anything in it is known.
 *
 * <p>Source: the seasonal naive method, Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 5.2, https://otexts.com/fpp3/;
 * going back further over gaps, and season lengths between two whole buckets, are ours.
 */
public final class SeasonalNaive implements Expert {

    private final String name;
    private final double seasonBuckets;
    private final BucketRing ring;
    private double newestKnown;
    private boolean anyKnown;
    private long first;
    private long newest;
    private boolean started;

    /** The naive model of a season of {@code seasonBuckets}, looking back into {@code ring}. */
    public SeasonalNaive(String seasonLabel, double seasonBuckets, BucketRing ring) {
        if (!(seasonBuckets >= 2)) {
            throw new IllegalArgumentException("A season needs at least two buckets but had " + seasonBuckets);
        }
        this.name = "seasonal naive " + seasonLabel;
        this.seasonBuckets = seasonBuckets;
        this.ring = ring;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double mean) {
        newestKnown = mean;
        anyKnown = true;
        step(bucket);
    }

    @Override
    public void absorbMissing(long bucket) {
        step(bucket);
    }

    private void step(long bucket) {
        if (!started) {
            started = true;
            first = bucket;
        }
        newest = bucket;
    }

    @Override
    public void fit() {
        // It has no parameters.
    }

    @Override
    public double seasonBuckets() {
        return seasonBuckets;
    }

    @Override
    public boolean canForecast(int lead) {
        return anyKnown && newest + 1 - first >= seasonBuckets;
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("A whole season was not observed yet");
        }
        long target = newest + lead;
        long oldest = ring.first();
        double seasonsBack = Math.max(1, Math.floor(lead / seasonBuckets));
        while (true) {
            long bucket = target - Math.round(seasonsBack * seasonBuckets);
            if (bucket < oldest) {
                return newestKnown;
            }
            if (bucket <= newest && ring.isKnown(bucket)) {
                return ring.value(bucket);
            }
            seasonsBack++;
        }
    }

    @Override
    public Learning learning() {
        return Learning.nothing(SeasonalNaive.class);
    }

    @Override
    public void carry(State state) {
        newestKnown = state.number(newestKnown);
        anyKnown = state.flag(anyKnown);
        first = state.whole(first);
        newest = state.whole(newest);
        started = state.flag(started);
    }
}
