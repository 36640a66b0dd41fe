package io.lagcast.forecasting.decomposition;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;

/**
 * What was usual at this time of the season in the last few seasons, if wanted raised or lowered to the present level.
 *
 * <pre>
 * usual(t)       = mean of the known y(t - k season), k = 1..seasons (beginning at the first k that lies in the past)
 * r              = sum_i y(t-i) / sum_i usual(t-i),   i = 0..level-1, known ones, kept within [1/3, 3]
 * forecast(lead) = usual(t + lead) (1 + (r - 1) 0.5^(lead / fading))
 * </pre>
 *
 * <p>{@code level} is the number of newest buckets that say where the present level is; with 0 there is no correction, nor where the usual is 0. A
 * phase at which nothing was known in all these seasons counts as the newest known value. Can forecast once the ring reaches a season back. It
 * keeps nothing but the ring.
 *
 * <p>Source: the seasonal mean of "Forecasting: Principles and Practice", 3rd ed., 5.2, https://otexts.com/fpp3/, over a window; the fading level
 * correction is ours.
 */
public final class SeasonalMean implements Expert {

    /** Largest factor, and reciprocal of the smallest, that a level correction may be. A choice, not a measurement. */
    private static final double MAX_RATIO = 3;

    private final String name;
    private final BucketRing ring;
    private final double seasonBuckets;
    private final Window window;
    private long ratioAt = Long.MIN_VALUE;
    private double ratio = 1;

    /**
     * Over what is averaged.
     *
     * @param seasons how many of the last seasons, at least 1
     * @param levelBuckets newest buckets that say where the present level is, 0 for no correction
     * @param fadingBuckets lead after which half of the correction is left, in buckets, positive; infinite for one that stays
     */
    public record Window(int seasons, int levelBuckets, double fadingBuckets) {

        public Window {
            if (!(seasons >= 1 && levelBuckets >= 0 && fadingBuckets > 0)) {
                throw new IllegalArgumentException("Out of bounds: " + seasons + " seasons, level from " + levelBuckets
                        + " buckets, fading after " + fadingBuckets + " buckets");
            }
        }

        /** A mean over some seasons without a correction. */
        public static Window plain(int seasons) {
            return new Window(seasons, 0, Double.POSITIVE_INFINITY);
        }
    }

    /** A mean over seasons of the given length, which need not be a whole number. */
    public SeasonalMean(BucketRing ring, double seasonBuckets, Window window) {
        if (!(seasonBuckets >= 2)) {
            throw new IllegalArgumentException("A season needs at least two buckets but had " + seasonBuckets);
        }
        this.ring = ring;
        this.seasonBuckets = seasonBuckets;
        this.window = window;
        this.name = "mean of " + window.seasons() + " seasons of " + Math.round(seasonBuckets)
                + (window.levelBuckets() > 0 ? " at the present level" : "");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fit() {}

    @Override
    public double seasonBuckets() {
        return seasonBuckets;
    }

    @Override
    public boolean canForecast(int lead) {
        return lead >= 1 && ring.size() >= seasonBuckets && ring.known() > 0;
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("A whole season was not observed yet");
        }
        double usual = usual(ring.end() - 1 + lead);
        if (window.levelBuckets() == 0) {
            return usual;
        }
        return usual * (1 + (ratio() - 1) * Math.pow(0.5, lead / window.fadingBuckets()));
    }

    private double ratio() {
        if (ratioAt != ring.end()) {
            ratio = presentRatio();
            ratioAt = ring.end();
        }
        return ratio;
    }

    private double presentRatio() {
        double actual = 0;
        double usual = 0;
        for (int i = 1; i <= window.levelBuckets(); i++) {
            long bucket = ring.end() - i;
            if (ring.isKnown(bucket) && bucket - Math.round(seasonBuckets) >= ring.first()) {
                actual += ring.value(bucket);
                usual += usual(bucket);
            }
        }
        return usual > 0 ? Math.max(1 / MAX_RATIO, Math.min(MAX_RATIO, actual / usual)) : 1;
    }

    private double usual(long bucket) {
        long newest = ring.end() - 1;
        double sum = 0;
        int known = 0;
        int firstSeason = (int) Math.max(1, Math.ceil((bucket - newest) / seasonBuckets));
        for (int k = firstSeason; k < firstSeason + window.seasons(); k++) {
            long earlier = bucket - Math.round(k * seasonBuckets);
            if (earlier <= newest && ring.isKnown(earlier)) {
                sum += ring.value(earlier);
                known++;
            }
        }
        return known == 0 ? newestKnown() : sum / known;
    }

    private double newestKnown() {
        long bucket = ring.end() - 1;
        while (!ring.isKnown(bucket)) {
            bucket--;
        }
        return ring.value(bucket);
    }

    @Override
    public Learning learning() {
        return Learning.nothing(SeasonalMean.class)
                .with("season, buckets", seasonBuckets)
                .with("seasons averaged", window.seasons())
                .with("level, buckets", window.levelBuckets())
                .with("fading, buckets", window.fadingBuckets());
    }

    @Override
    public void carry(State state) {}
}
