package io.lagcast.forecasting.bucket;

import io.lagcast.forecasting.expert.State;
import java.util.OptionalDouble;

/**
 * Spreads means over intervals of any length onto equal buckets. Mutable, one owner.
 *
 * <p>A bucket's mean is {@code sum(mean_i * overlap_i) / sum(overlap_i)} over the observations {@code i} that overlap it: an observation longer than
 * a bucket gives its mean to every bucket it covers, shorter ones are weighted by time. A bucket of which less than {@link #MIN_COVERED} was observed
 * is missing; one covered above that stands for the whole, as the best estimate there is. A bucket is over when an observation reaches or passes its
 * end.
 */
public final class Bucketing {

    /**
     * Share of a bucket that must have been observed: a single 15 s sample is enough for a minute, the two ends of a longer interval that happen to
     * touch it are not. A choice, not a measurement.
     */
    public static final double MIN_COVERED = 0.25;

    private final long stepNanos;
    private long open;
    private boolean started;
    private double coveredNanos;
    private double weightedSum;

    /** Buckets of the given length, counted from the epoch. */
    public Bucketing(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    /** Absorbs a mean over {@code [fromNanos, toNanos)} (since the epoch, not before the previous one's end), telling of every bucket that is over. */
    public void observe(long fromNanos, long toNanos, double mean, BucketListener listener) {
        long bucket = Math.floorDiv(fromNanos, stepNanos);
        if (!started) {
            started = true;
            open = bucket;
        }
        while (open < bucket) {
            close(listener);
        }
        long from = fromNanos;
        while (from < toNanos) {
            long bucketEnd = (open + 1) * stepNanos;
            long to = Math.min(toNanos, bucketEnd);
            coveredNanos += to - from;
            weightedSum += mean * (to - from);
            if (to == bucketEnd) {
                close(listener);
            }
            from = to;
        }
    }

    private void close(BucketListener listener) {
        if (coveredNanos >= MIN_COVERED * stepNanos) {
            listener.known(open, weightedSum / coveredNanos);
        } else {
            listener.missing(open);
        }
        open++;
        coveredNanos = 0;
        weightedSum = 0;
    }

    /** Writes what is open, or takes it up again. */
    public void carry(State state) {
        open = state.whole(open);
        started = state.flag(started);
        coveredNanos = state.number(coveredNanos);
        weightedSum = state.number(weightedSum);
    }

    /** The mean of what was observed of the bucket that is not over yet; empty when nothing was. */
    public OptionalDouble openMean() {
        return coveredNanos > 0 ? OptionalDouble.of(weightedSum / coveredNanos) : OptionalDouble.empty();
    }
}
