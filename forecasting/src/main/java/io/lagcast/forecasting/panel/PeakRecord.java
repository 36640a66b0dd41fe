package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.ErrorWindow;
import io.lagcast.forecasting.interval.NormalQuantile;

/**
 * What is known about the highest of the next so many values: how far it lay above the highest of the medians forecast. Mutable, one owner.
 *
 * <p>{@code quantile(level) = m + unit(m) (q(level) + shift)} with {@code m} the highest median within {@code buckets}, {@code q} the quantile of
 * {@code (max y - m) / unit(m)} over recent origins and the tracker's {@code shift}. The maximum is taken over the known buckets; a stretch with more than a fifth missing teaches nothing.
 *
 * <p>Source: split conformal prediction of a functional of the path, Lei et al. 2018, https://doi.org/10.1080/01621459.2017.1307116; capacity must
 * cover the maximum while a replica starts, and the quantile of the maximum is larger than the maximum of the quantiles.
 */
final class PeakRecord {

    private static final int WINDOW = 288;
    private static final int ENOUGH_ERRORS = 40;

    private final int buckets;
    private final ErrorWindow errors = new ErrorWindow(WINDOW);
    private final long[] origins;
    private final double[] base;
    private int first;
    private int count;

    PeakRecord(int buckets) {
        this.buckets = buckets;
        this.origins = new long[buckets / Strides.COMMON + 2];
        this.base = new double[origins.length];
    }

    int buckets() {
        return buckets;
    }

    boolean wants(long newest) {
        return Strides.meet(newest, Strides.COMMON) && count < origins.length;
    }

    void keep(long origin, double highestMedian) {
        int slot = (first + count) % origins.length;
        origins[slot] = origin;
        base[slot] = highestMedian;
        count++;
    }

    void settle(long newest, BucketRing ring, Clip clip) {
        while (count > 0 && origins[first] + buckets <= newest) {
            double highest = -1;
            int known = 0;
            for (long bucket = origins[first] + 1; bucket <= origins[first] + buckets; bucket++) {
                double value = ring.valueOrGap(bucket);
                highest = value > highest ? value : highest;
                known += Double.isNaN(value) ? 0 : 1;
            }
            if (5 * known >= 4 * buckets) {
                errors.add((highest - base[first]) / clip.unit(base[first]));
            }
            first = (first + 1) % origins.length;
            count--;
        }
    }

    void quantiles(double highestMedian, Clip clip, double[] levels, double[] into) {
        double unit = clip.unit(highestMedian);
        double trust = Math.min(1, errors.size() / (double) ENOUGH_ERRORS);
        double floor = 0;
        for (int i = 0; i < levels.length; i++) {
            double own = errors.size() == 0 ? 0 : errors.quantile(levels[i]);
            double prior = clip.priorDeviation() * NormalQuantile.of(levels[i]);
            floor = Math.max(floor, highestMedian + unit * (trust * own + (1 - trust) * prior));
            into[i] = floor;
        }
    }

    void carry(State state) {
        errors.carry(state);
        System.arraycopy(state.wholes(origins), 0, origins, 0, origins.length);
        System.arraycopy(state.numbers(base), 0, base, 0, base.length);
        first = state.count(first);
        count = state.count(count);
    }
}
