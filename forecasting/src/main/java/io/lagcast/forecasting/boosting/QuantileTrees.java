package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Boosted trees that map what is known at the origin to the quantiles some leads ahead: for series whose next value depends on where they are, how they
 * came there and what the season did, in a way no line describes.
 *
 * <p>Learned is how far the value {@code lead} buckets ahead is from the newest one, for trees cannot say what they never saw: with {@code L} the
 * newest value, {@code r} the origin's {@link RebasedRows row} and {@code spread(lead)} the mean distance at that lead,
 *
 * <pre>
 * quantile(k) = L + spread(lead) * ensemble(r)(k)
 * </pre>
 *
 * <p>Leads share an ensemble, which has the lead as a feature, if the largest is at most {@link #ALIKE} times the smallest; the next bucket has its own.
 * Neighbours do better together than alone, at less cost: each gives the other rows. All leads in one ensemble do worse.
 *
 * <p>An origin with gaps behind it is described as {@link io.lagcast.forecasting.regression.FeatureRows} says. With fewer than {@link #LEAST_ORIGINS}
 * known origins it is not fitted; with a constant series all quantiles are the newest value. See {@link QuantileBooster} for the algorithm and its
 * sources.
 */
public final class QuantileTrees implements QuantileExpert {

    /** Largest ratio of leads that share an ensemble. */
    static final double ALIKE = 2.5;

    /** Rows an ensemble learns from at most: by measurement, twice as many gain less than 1 %, and cost double. */
    static final int ROWS = 10_000;

    /** Origins below which trees would only repeat the quantiles of all. */
    static final int LEAST_ORIGINS = 100;

    /** Usual choices of LightGBM, but for fewer leaves and features, by which an ensemble takes a third of the time. */
    static final Growth GROWTH = new Growth(60, 16, 7, 20, 0.1, 0.7, 0.4, 0.5);

    private final BucketRing ring;
    private final double[] seasons;
    private final int[] leads;
    private final int[] groups;

    /** Where each lead stands among those served, -1 for a lead that does not. */
    private final int[] positions;

    private final Growth growth;
    private final int mostRows;
    private final long seed;
    private final RebasedRows newest;
    private final float[] row;
    private final double[] said = new double[LEVELS];
    private final FeatureBins featureBins;
    private final BoostedQuantiles[] ensembles;
    private double[] spreads;
    private int[] learnedFrom;

    /**
     * Trees over that ring.
     *
     * @param seasonsBuckets lengths of its seasons
     * @param leads that it serves, ascending, in buckets
     * @param seed of the rows and features each tree sees
     */
    public QuantileTrees(BucketRing ring, double[] seasonsBuckets, int[] leads, long seed) {
        this(ring, seasonsBuckets, leads, seed, GROWTH, ROWS);
    }

    QuantileTrees(BucketRing ring, double[] seasonsBuckets, int[] leads, long seed, Growth growth, int mostRows) {
        this.ring = ring;
        this.seasons = seasonsBuckets.clone();
        this.leads = leads.clone();
        this.groups = groups(leads);
        this.positions = positions(leads);
        this.growth = growth;
        this.mostRows = mostRows;
        this.seed = seed;
        this.newest = RebasedRows.following(ring, seasons);
        this.row = new float[newest.size()];
        this.featureBins = new FeatureBins(newest.size());
        this.ensembles = new BoostedQuantiles[leads.length == 0 ? 0 : 1 + groups[leads.length - 1]];
        Arrays.setAll(ensembles, i -> new BoostedQuantiles(new double[LEVELS]));
        this.spreads = new double[leads.length];
        this.learnedFrom = new int[ensembles.length];
    }

    private static int[] positions(int[] leads) {
        int[] positions = new int[leads.length == 0 ? 0 : 1 + leads[leads.length - 1]];
        Arrays.fill(positions, -1);
        for (int i = 0; i < leads.length; i++) {
            positions[leads[i]] = i;
        }
        return positions;
    }

    private int position(int lead) {
        return lead >= 0 && lead < positions.length ? positions[lead] : -1;
    }

    /** The ensemble of each lead. */
    private static int[] groups(int[] leads) {
        int[] groups = new int[leads.length];
        for (int i = 0, first = 0; i < leads.length; i++) {
            if (leads[i] < 1 || (i > 0 && leads[i] <= leads[i - 1])) {
                throw new IllegalArgumentException(
                        "Leads must be positive and ascending but were " + Arrays.toString(leads));
            }
            if (leads[first] == 1 || leads[i] > ALIKE * leads[first]) {
                first = i;
            }
            groups[i] = i == 0 ? 0 : groups[i - 1] + (first == i ? 1 : 0);
        }
        return groups;
    }

    @Override
    public String name() {
        return "quantile trees";
    }

    @Override
    public void fit() {
        if (ring.known() < LEAST_ORIGINS || leads.length == 0) {
            return;
        }
        RebasedRows rows = RebasedRows.copied(ring, seasons);
        SplittableRandom random = new SplittableRandom(seed);
        long[] origins = Examples.origins(rows, seasons, leads[0], mostRows, random);
        if (origins.length < LEAST_ORIGINS) {
            return;
        }
        featureBins.learn(Examples.sample(rows, origins, leads));
        for (int i = 0; i < leads.length; i++) {
            spreads[i] = Examples.spread(rows, origins, leads[i]);
        }
        for (int i = 0; i < leads.length; i++) {
            if (i == 0 || groups[i] > groups[i - 1]) {
                fitGroup(i, rows, origins, random);
            }
        }
    }

    private void fitGroup(int first, RebasedRows rows, long[] origins, SplittableRandom random) {
        int end = first;
        while (end < leads.length && groups[end] == groups[first]) {
            end++;
        }
        Examples examples = Examples.of(
                rows,
                featureBins,
                origins,
                Arrays.copyOfRange(leads, first, end),
                Arrays.copyOfRange(spreads, first, end),
                mostRows,
                random);
        if (examples.size() >= LEAST_ORIGINS) {
            learnedFrom[groups[first]] = examples.size();
            ensembles[groups[first]] = examples.learned(new QuantileBooster(growth, random.nextLong()));
        }
    }

    @Override
    public boolean canForecast(int lead) {
        int at = position(lead);
        return at >= 0 && learnedFrom[groups[at]] > 0;
    }

    @Override
    public double forecast(int lead) {
        quantiles(lead, said);
        return said[MEDIAN];
    }

    @Override
    public void quantiles(int lead, double[] into) {
        int at = position(lead);
        if (at < 0 || learnedFrom[groups[at]] == 0) {
            throw new IllegalStateException("No trees were fitted for " + lead + " buckets ahead");
        }
        double value = newest.fill(ring.end() - 1, lead, row);
        ensembles[groups[at]].quantiles(row, featureBins, into);
        for (int k = 0; k < LEVELS; k++) {
            into[k] = value + spreads[at] * into[k];
        }
    }

    @Override
    public Learning learning() {
        return Learning.by(QuantileTrees.class)
                .with("examples by ensemble", Arrays.toString(learnedFrom))
                .with("trees", growth.trees())
                .with("leaves", growth.leaves())
                .with("shrinkage", growth.shrinkage())
                .with("share of rows a tree", growth.rowShare())
                .with("share of features a tree", growth.featureShare())
                .seeded(seed);
    }

    @Override
    public void carry(State state) {
        learnedFrom = state.counts(learnedFrom);
        spreads = state.numbers(spreads);
        featureBins.carry(state);
        for (BoostedQuantiles ensemble : ensembles) {
            ensemble.carry(state);
        }
    }
}
