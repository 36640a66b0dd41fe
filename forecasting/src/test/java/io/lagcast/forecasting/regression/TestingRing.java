package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import java.util.function.LongToDoubleFunction;

/** Fills rings from a formula; a bucket for which it says NaN is missing. */
final class TestingRing {

    static final double[] SEASONS = {60, 1440, 10_080};

    /** Some bucket to begin with, at no season's start. */
    static final long START = 27_000_123;

    private TestingRing() {}

    static BucketRing of(int buckets, LongToDoubleFunction series) {
        BucketRing ring = new BucketRing(20_160);
        extend(ring, buckets, series);
        return ring;
    }

    static void extend(BucketRing ring, int buckets, LongToDoubleFunction series) {
        long first = ring.size() == 0 ? START : ring.end();
        for (long bucket = first; bucket < first + buckets; bucket++) {
            double value = series.applyAsDouble(bucket);
            if (Double.isNaN(value)) {
                ring.appendMissing(bucket);
            } else {
                ring.append(bucket, value);
            }
        }
    }

    static <E extends Expert> E fitted(E expert) {
        expert.fit();
        return expert;
    }

    /** A daily wave around 100 with noise that depends on the bucket only. */
    static double wave(long bucket) {
        return 100 + 40 * Math.sin(2 * Math.PI * bucket / 1440) + 10 * noise(bucket);
    }

    /** Even in [-1, 1], the same for the same bucket. */
    static double noise(long bucket) {
        long mixed = bucket * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (mixed ^ mixed >>> 31) / (double) (1L << 63);
    }
}
