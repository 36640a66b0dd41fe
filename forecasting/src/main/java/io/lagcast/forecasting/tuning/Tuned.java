package io.lagcast.forecasting.tuning;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;
import java.util.List;
import java.util.function.Supplier;

/**
 * A recursion whose parameters are chosen from a small grid: at {@link #fit} every combination walks along the ring, and the one with the smallest mean
 * absolute error at the given leads goes on from where it arrived. Errors are looked at every so many buckets, so that the cost hardly depends on the
 * length. Until the first fit the first combination answers.
 *
 * <p>Source: choice by out-of-sample errors of one and several steps, "tsCV" in Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd
 * ed., 5.10, https://otexts.com/fpp3/; every combination forecasts each origin before it has seen what follows.
 */
public final class Tuned implements Expert {

    /** Origins looked at in a fit: the error's own noise is below 5 % with that many. */
    private static final int ORIGINS = 1000;

    private final BucketRing ring;
    private final int[] leads;
    private final List<Supplier<PointModel>> grid;
    private int chosen;
    private PointModel model;

    /**
     * @param ring the ring the models walk along
     * @param leads the leads that matter together, in buckets
     * @param grid makes fresh models; none of them looks into a ring
     */
    public Tuned(BucketRing ring, int[] leads, List<Supplier<PointModel>> grid) {
        this.ring = ring;
        this.leads = leads.clone();
        this.grid = List.copyOf(grid);
        this.model = grid.get(0).get();
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void absorb(long bucket, double mean) {
        model.absorb(bucket, mean);
    }

    @Override
    public void absorbMissing(long bucket) {
        model.absorbMissing(bucket);
    }

    @Override
    public void fit() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < grid.size(); i++) {
            PointModel candidate = grid.get(i).get();
            double error = meanAbsoluteError(candidate);
            if (error < least) {
                least = error;
                chosen = i;
                model = candidate;
            }
        }
    }

    private double meanAbsoluteError(PointModel candidate) {
        long end = ring.end();
        long every = Math.max(1, ring.size() / ORIGINS);
        double sum = 0;
        long count = 0;
        for (long bucket = ring.first(); bucket < end; bucket++) {
            if (ring.isKnown(bucket)) {
                candidate.absorb(bucket, ring.value(bucket));
            } else {
                candidate.absorbMissing(bucket);
            }
            if (bucket % every == 0 && candidate.isReady()) {
                for (int lead : leads) {
                    if (ring.isKnown(bucket + lead)) {
                        sum += Math.abs(ring.value(bucket + lead) - Math.max(0, candidate.forecast(lead)));
                        count++;
                    }
                }
            }
        }
        return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
    }

    @Override
    public double seasonBuckets() {
        return model.seasonBuckets();
    }

    @Override
    public boolean canForecast(int lead) {
        return model.isReady();
    }

    @Override
    public double forecast(int lead) {
        return model.forecast(lead);
    }

    @Override
    public Learning learning() {
        return model.learning().with("combinations tried", grid.size());
    }

    @Override
    public void carry(State state) {
        int restored = state.count(chosen);
        if (restored != chosen) {
            chosen = restored;
            model = grid.get(chosen).get();
        }
        model.carry(state);
    }
}
