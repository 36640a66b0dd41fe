package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;

/** Reads the ring itself at every question: right for the few rows of the newest origin, and nothing to keep. */
final class FollowedHistory implements History {

    private final BucketRing ring;
    private final long[] seasons;
    private final Scale scale;

    /** {@code seasons} in buckets, ascending. */
    FollowedHistory(BucketRing ring, long[] seasons, Scale scale) {
        this.ring = ring;
        this.seasons = seasons;
        this.scale = scale;
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
        long source = ring.isKnown(bucket) ? bucket : source(bucket, first());
        return scale.applied(ring.value(source));
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
        long start = Math.max(from, ring.isKnown(from) ? from : first());
        double sum = 0;
        for (long bucket = start; bucket <= to; bucket++) {
            sum += value(bucket);
        }
        return sum / (to - start + 1);
    }
}
