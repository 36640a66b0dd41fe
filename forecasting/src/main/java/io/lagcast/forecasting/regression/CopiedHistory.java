package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;

/** A copy of the ring with sums from its start: any mean costs two look-ups. For training, where every origin is visited. */
final class CopiedHistory implements History {

    private final long first;
    private final double[] values;
    private final double[] sums;
    private final boolean[] known;

    /** {@code seasons} in buckets, ascending. */
    CopiedHistory(BucketRing ring, long[] seasons, Scale scale) {
        this.first = new FollowedHistory(ring, seasons, scale).first();
        int count = (int) (ring.end() - first);
        this.values = new double[count];
        this.sums = new double[count + 1];
        this.known = new boolean[count];
        int newestKnown = 0;
        for (int i = 0; i < count; i++) {
            known[i] = ring.isKnown(first + i);
            newestKnown = known[i] ? i : newestKnown;
            values[i] = known[i] ? scale.applied(ring.value(first + i)) : values[source(i, newestKnown, seasons)];
            sums[i + 1] = sums[i] + values[i];
        }
    }

    private static int source(int missing, int newestKnown, long[] seasons) {
        if (missing - newestKnown <= HELD_BUCKETS) {
            return newestKnown;
        }
        for (int i = seasons.length - 1; i >= 0; i--) {
            if (missing >= seasons[i]) {
                return (int) (missing - seasons[i]);
            }
        }
        return newestKnown;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long end() {
        return first + values.length;
    }

    @Override
    public boolean isKnown(long bucket) {
        return bucket >= first && bucket < end() && known[(int) (bucket - first)];
    }

    @Override
    public double value(long bucket) {
        return values[(int) (bucket - first)];
    }

    @Override
    public double mean(long from, long to) {
        int start = (int) Math.max(0, from - first);
        int stop = (int) (to - first) + 1;
        return (sums[stop] - sums[start]) / (stop - start);
    }
}
