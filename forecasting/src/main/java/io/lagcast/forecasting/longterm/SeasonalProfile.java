package io.lagcast.forecasting.longterm;

import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;
import java.util.Locale;

/**
 * What is usual at this time of the season, corrected by how the last minutes differ from the usual.
 *
 * <p>The season is cut into slots; {@code p(slot)} is a fading mean of what was seen there: {@code p = w y + (1 - w) p} with
 * {@code w = max(seasonWeight, 1/visits)}. With {@code k = 0.5^(1 / memory)}, sums over the known past and {@code p} taken before it learned
 * {@code y}:
 *
 * <pre>
 * RATIO:       r = sum(k^i y(t-i)) / sum(k^i p(t-i)), kept within [0, 3];   forecast(lead) = p(t+lead) (1 + (r - 1) 0.5^(lead / fading))
 * DIFFERENCE:  r = sum(k^i (y(t-i) - p(t-i))) / sum(k^i);                    forecast(lead) = p(t+lead) + r 0.5^(lead / fading)
 * </pre>
 *
 * <p>A missing bucket changes nothing but ages the correction. A slot never seen counts as the mean of all that was. Where the usual is 0, RATIO
 * forecasts 0. Ready once a season has passed of which at least half was known.
 *
 * <p>Source: classical seasonal adjustment by slot means, with the level filter of "Forecasting: Principles and Practice", 3rd ed., 3.4,
 * https://otexts.com/fpp3/; fading the correction out with the lead is ours and stands in for an autoregressive remainder.
 */
public final class SeasonalProfile implements PointModel {

    /** Slots of a season at most: five minutes of a week. */
    public static final int MAX_SLOTS = 2016;

    private static final double MAX_RATIO = 3;

    /** Keeps a bucket at the very start of a slot from falling into the one before. */
    private static final double ROUNDING = 1e-6;

    private final String name;
    private final double seasonBuckets;
    private final Shape shape;
    private final double keep;
    private final double fade;
    private final double[] profile;
    private final int[] visits;
    private double mean;
    private long known;
    private long passed;
    private double actualSum;
    private double usualSum;
    private double weightSum;
    private long newest;

    /** How the recent difference to the usual is measured and applied. */
    public enum Correction {
        RATIO,
        DIFFERENCE
    }

    /**
     * What is chosen when the model is fitted.
     *
     * @param slotBuckets buckets that share a slot, at least 1: more of them take noise out and sharp edges too
     * @param seasonWeight weight of the newest season, in [0, 1]
     * @param correction as a factor or as a difference
     * @param memoryBuckets half-life of the correction's evidence, in buckets, positive
     * @param fadingBuckets lead, in buckets, after which half of the correction is left; positive, infinite for a correction that stays
     */
    public record Shape(
            double slotBuckets,
            double seasonWeight,
            Correction correction,
            double memoryBuckets,
            double fadingBuckets) {

        public Shape {
            if (!(slotBuckets >= 1
                    && seasonWeight >= 0
                    && seasonWeight <= 1
                    && memoryBuckets > 0
                    && fadingBuckets > 0)) {
                throw new IllegalArgumentException(
                        "Out of bounds: slots of " + slotBuckets + " buckets, season weight " + seasonWeight
                                + ", memory " + memoryBuckets + " buckets, fading " + fadingBuckets + " buckets");
            }
        }
    }

    /** A profile of a season of {@code seasonBuckets}. */
    public SeasonalProfile(String seasonLabel, double seasonBuckets, Shape shape) {
        if (!(seasonBuckets >= 2)) {
            throw new IllegalArgumentException("A season needs at least two buckets but had " + seasonBuckets);
        }
        this.name = "seasonal profile " + seasonLabel;
        this.seasonBuckets = seasonBuckets;
        this.shape = shape;
        this.keep = Math.pow(0.5, 1 / shape.memoryBuckets());
        this.fade = -Math.log(2) / shape.fadingBuckets();
        int slots = (int) Math.max(2, Math.min(MAX_SLOTS, Math.round(seasonBuckets / shape.slotBuckets())));
        this.profile = new double[slots];
        this.visits = new int[slots];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double value) {
        step(bucket);
        known++;
        mean += (value - mean) / known;
        int slot = slot(bucket);
        if (visits[slot] > 0) {
            actualSum += value;
            usualSum += profile[slot];
            weightSum++;
        }
        visits[slot]++;
        profile[slot] += Math.max(shape.seasonWeight(), 1.0 / visits[slot]) * (value - profile[slot]);
    }

    @Override
    public void absorbMissing(long bucket) {
        step(bucket);
    }

    private void step(long bucket) {
        newest = bucket;
        passed++;
        actualSum *= keep;
        usualSum *= keep;
        weightSum *= keep;
    }

    @Override
    public Learning learning() {
        return Learning.by(SeasonalProfile.class)
                .with("season, buckets", seasonBuckets)
                .with("slot, buckets", shape.slotBuckets())
                .with("season weight", shape.seasonWeight())
                .with("correction", shape.correction().name().toLowerCase(Locale.ROOT))
                .with("memory, buckets", shape.memoryBuckets())
                .with("fading, buckets", shape.fadingBuckets());
    }

    @Override
    public double seasonBuckets() {
        return seasonBuckets;
    }

    @Override
    public boolean isReady() {
        return passed >= seasonBuckets && 2 * known >= Math.min((double) passed, seasonBuckets);
    }

    @Override
    public double forecast(int lead) {
        if (!isReady()) {
            throw new IllegalStateException("A whole season was not observed yet");
        }
        int slot = slot(newest + lead);
        double usual = visits[slot] > 0 ? profile[slot] : mean;
        double left = Math.exp(fade * lead);
        return switch (shape.correction()) {
            case RATIO -> usual * (1 + (ratio() - 1) * left);
            case DIFFERENCE -> usual + difference() * left;
        };
    }

    private double ratio() {
        return usualSum > 0 ? Math.min(MAX_RATIO, actualSum / usualSum) : 1;
    }

    private double difference() {
        return weightSum > 0 ? (actualSum - usualSum) / weightSum : 0;
    }

    private int slot(long bucket) {
        double seasons = bucket / seasonBuckets;
        return Math.min(profile.length - 1, (int) ((seasons - Math.floor(seasons)) * profile.length + ROUNDING));
    }

    @Override
    public void carry(State state) {
        System.arraycopy(state.numbers(profile), 0, profile, 0, profile.length);
        System.arraycopy(state.counts(visits), 0, visits, 0, visits.length);
        mean = state.number(mean);
        known = state.whole(known);
        passed = state.whole(passed);
        actualSum = state.number(actualSum);
        usualSum = state.number(usualSum);
        weightSum = state.number(weightSum);
        newest = state.whole(newest);
    }
}
