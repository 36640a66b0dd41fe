package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;

/** Reads the ring itself when asked: right for the few rows of the newest origin. */
final class FollowedHistory implements History {

    /** Values kept on the scale because most questions are about them; a power of two. */
    private static final int RECENT = 256;

    private final BucketRing ring;
    private final long[] seasons;
    private final Scale scale;
    private final double[] recent = new double[RECENT];
    private long recentEnd;

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
        if (bucket >= ring.end() - RECENT) {
            keepRecent();
            double kept = recent[(int) (bucket & (RECENT - 1))];
            if (!Double.isNaN(kept)) {
                return kept;
            }
        }
        double value = ring.valueOrGap(bucket);
        return scale.applied(Double.isNaN(value) ? ring.value(source(bucket, first())) : value);
    }

    /** Missing buckets are not kept: what stands in for them may leave the ring. */
    private void keepRecent() {
        if (recentEnd == ring.end()) {
            return;
        }
        for (long bucket = Math.max(recentEnd, ring.end() - RECENT); bucket < ring.end(); bucket++) {
            recent[(int) (bucket & (RECENT - 1))] = scale.applied(ring.valueOrGap(bucket));
        }
        recentEnd = ring.end();
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
