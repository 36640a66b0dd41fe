package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.Arrays;

/** Reads the ring itself when asked: right for the few rows of the newest origin. */
final class FollowedHistory implements History {

    /**
     * Places for values on the scale, a power of two. Neighbouring leads and the next origins ask for the same few hundred buckets again: the newest, and those some seasons back.
     */
    private static final int KEPT = 2048;

    private final BucketRing ring;
    private final long[] seasons;
    private final Scale scale;
    private final boolean isPlain;

    /** Which bucket's value is in each place, and that value. */
    private final long[] keptBucket;

    private final double[] kept;

    /** {@code seasons} in buckets, ascending. */
    FollowedHistory(BucketRing ring, long[] seasons, Scale scale) {
        this.ring = ring;
        this.seasons = seasons;
        this.scale = scale;
        this.isPlain = scale.shape() == Scale.Shape.IDENTITY;
        this.kept = new double[isPlain ? 0 : KEPT];
        this.keptBucket = new long[kept.length];
        Arrays.fill(keptBucket, Long.MIN_VALUE);
    }

    @Override
    public long first() {
        long bucket = ring.first();
        while (bucket < ring.end() && !ring.isKnown(bucket)) {
            bucket++;
        }
        return bucket;
    }

    @Override
    public long end() {
        return ring.end();
    }

    @Override
    public boolean isKnown(long bucket) {
        return ring.isKnown(bucket);
    }

    @Override
    public double value(long bucket) {
        return isPlain ? held(bucket) : scaled(bucket);
    }

    /** The value on the scale. Missing buckets are not kept: what stands in for them may leave the ring. */
    private double scaled(long bucket) {
        int place = (int) (bucket & (KEPT - 1));
        if (keptBucket[place] == bucket) {
            return kept[place];
        }
        double scaled = scale.applied(held(bucket));
        if (ring.isKnown(bucket)) {
            keptBucket[place] = bucket;
            kept[place] = scaled;
        }
        return scaled;
    }

    /** The value in the unit of the series, a missing bucket's stand-in. */
    private double held(long bucket) {
        double value = ring.valueOrGap(bucket);
        return Double.isNaN(value) ? ring.value(source(bucket, first())) : value;
    }

    /** The known bucket whose value stands in for a missing one. */
    private long source(long missing, long first) {
        long bucket = missing;
        while (!ring.isKnown(bucket)) {
            long held = newestKnown(bucket, Math.max(first, bucket - HELD_BUCKETS));
            if (held >= first) {
                return held;
            }
            long earlier = seasonEarlier(bucket, first);
            bucket = earlier >= first ? earlier : newestKnown(bucket, first);
        }
        return bucket;
    }

    private long newestKnown(long from, long oldest) {
        for (long bucket = from; bucket >= oldest; bucket--) {
            if (ring.isKnown(bucket)) {
                return bucket;
            }
        }
        return Long.MIN_VALUE;
    }

    private long seasonEarlier(long bucket, long first) {
        for (int i = seasons.length - 1; i >= 0; i--) {
            if (bucket - seasons[i] >= first) {
                return bucket - seasons[i];
            }
        }
        return Long.MIN_VALUE;
    }

    @Override
    public double mean(long from, long to) {
        long start = ring.isKnown(from) ? from : Math.max(from, first());
        double sum = 0;
        for (long bucket = start; bucket <= to; bucket++) {
            sum += value(bucket);
        }
        return sum / (to - start + 1);
    }
}
