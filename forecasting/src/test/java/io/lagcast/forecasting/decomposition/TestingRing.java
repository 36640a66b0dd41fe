package io.lagcast.forecasting.decomposition;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.TestingState;
import java.util.function.IntToDoubleFunction;

/** A ring with experts that walk along it. */
public final class TestingRing {

    public static final int DAY = 24;
    public static final int WEEK = 168;

    private final BucketRing ring;
    private long next;

    public TestingRing(long firstBucket) {
        this.ring = new BucketRing(20_000);
        this.next = firstBucket;
    }

    /** The seasons of hourly buckets. */
    public static double[] hourly() {
        return new double[] {DAY, WEEK};
    }

    public static TestingRing of(int buckets, IntToDoubleFunction shape) {
        TestingRing ring = new TestingRing(0);
        ring.extend(buckets, shape);
        return ring;
    }

    public BucketRing ring() {
        return ring;
    }

    /** Appends values of the shape at the bucket numbers, missing ones where it is NaN, and tells the experts. */
    public void extend(int buckets, IntToDoubleFunction shape, Expert... experts) {
        for (int i = 0; i < buckets; i++) {
            append(shape.applyAsDouble((int) next), experts);
        }
    }

    private void append(double value, Expert... experts) {
        boolean missing = Double.isNaN(value);
        if (missing) {
            ring.appendMissing(next);
        } else {
            ring.append(next, value);
        }
        for (Expert expert : experts) {
            if (missing) {
                expert.absorbMissing(next);
            } else {
                expert.absorb(next, value);
            }
        }
        next++;
    }

    /** Makes {@code to} what {@code from} is, through a stored state. */
    public static void carry(Expert from, Expert to) {
        TestingState state = new TestingState();
        from.carry(state);
        state.turnRound();
        to.carry(state);
    }

    public static double[] path(Expert expert, int leads) {
        double[] path = new double[leads];
        for (int lead = 1; lead <= leads; lead++) {
            path[lead - 1] = expert.forecast(lead);
        }
        return path;
    }

    /** A day and a week that multiply, between 20 and 300. */
    public static double daysAndWeeks(int hour) {
        double day = 1 + 0.6 * Math.sin(2 * Math.PI * hour / DAY) + 0.2 * Math.sin(4 * Math.PI * hour / DAY);
        double week = hour / DAY % 7 >= 5 ? 0.5 : 1;
        return 100 * day * week;
    }
}
