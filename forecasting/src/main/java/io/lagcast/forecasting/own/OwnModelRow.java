package io.lagcast.forecasting.own;

import io.lagcast.forecasting.bucket.BucketRing;
import java.time.Duration;

/**
 * What a model of the user's is shown of a series: version {@value #VERSION} of the row. With {@code t} the newest bucket, {@code y} the mean rate of a bucket, {@code A} the
 * level, which is the mean of the {@value #NEWEST} newest buckets or 1 if that is 0, and {@code h} each of the model's leads in buckets:
 *
 * <pre>
 * y(t - i) / A                                              i = 0 .. 59, newest first
 * mean of the 15 newest / A
 * deviation of the 15 newest / A,  of the 60 newest / A     root of the mean square about the mean
 * highest of the 60 newest / A,  lowest / A
 * for each lead in order
 *   y(t + h - j day) / A                                    j the smallest for which that is not after t
 *   y(t + h - k week) / A                                   k likewise
 * sin, cos of 2 pi (time of day),  sin, cos of 2 pi (time of week)
 * A                                                         in the unit of the series
 * </pre>
 *
 * <p>The calendar numbers are shares of a day and of a week in UTC, the week from Monday, at the end of bucket {@code t}. A missing bucket among the newest counts as the
 * nearest known one before it, or after it if there is none. Of a day and a week ago one stands in for the other if it is missing, and {@code A} for both. With fewer than
 * {@value #LEAST_KNOWN} of the newest known there is no row.
 */
public final class OwnModelRow {

    /** Of what is said above; a model names the version it was made for. */
    public static final int VERSION = 1;

    static final int NEWEST = 60;
    static final int LEAST_KNOWN = 30;
    private static final int SHORT = 15;
    private static final int FIXED = NEWEST + 5 + 4 + 1;
    private static final int EACH_LEAD = 2;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** The epoch was a Thursday. */
    private static final Duration MONDAY_TO_EPOCH = Duration.ofDays(3);

    private final BucketRing ring;
    private final int[] leads;
    private final long stepNanos;
    private final double[] newest = new double[NEWEST];
    private final float[] row;

    /** Rows over a ring of buckets of {@code step} for a model of these leads in buckets. */
    OwnModelRow(BucketRing ring, Duration step, int[] leads) {
        this.ring = ring;
        this.leads = leads.clone();
        this.stepNanos = step.toNanos();
        this.row = new float[size(leads.length)];
    }

    /** How many numbers the row of a model with so many leads has. */
    public static int size(int leads) {
        return FIXED + EACH_LEAD * leads;
    }

    /** Whether enough is known for a row. */
    boolean exists() {
        int known = 0;
        for (int i = 1; i <= NEWEST; i++) {
            known += ring.isKnown(ring.end() - i) ? 1 : 0;
        }
        return known >= LEAST_KNOWN;
    }

    /** The row of the newest bucket, which {@linkplain #exists() exists}; filled again by the next call. Its last number is the level. */
    float[] fill() {
        readNewest();
        double mean = mean(NEWEST);
        double level = mean > 0 ? mean : 1;
        int at = 0;
        for (double value : newest) {
            row[at++] = (float) (value / level);
        }
        row[at++] = (float) (mean(SHORT) / level);
        row[at++] = (float) (deviation(SHORT) / level);
        row[at++] = (float) (deviation(NEWEST) / level);
        row[at++] = (float) (highest() / level);
        row[at++] = (float) (lowest() / level);
        for (int lead : leads) {
            double day = past(lead, DAY);
            double week = past(lead, WEEK);
            row[at++] = (float) (known(day, week, level) / level);
            row[at++] = (float) (known(week, day, level) / level);
        }
        at = fillCalendar(at);
        row[at] = (float) level;
        return row;
    }

    private static double known(double first, double second, double otherwise) {
        if (!Double.isNaN(first)) {
            return first;
        }
        return Double.isNaN(second) ? otherwise : second;
    }

    private void readNewest() {
        int firstKnown = 0;
        while (!ring.isKnown(ring.end() - NEWEST + firstKnown)) {
            firstKnown++;
        }
        double held = ring.value(ring.end() - NEWEST + firstKnown);
        for (int i = NEWEST - 1; i >= 0; i--) {
            long bucket = ring.end() - 1 - i;
            held = ring.isKnown(bucket) ? ring.value(bucket) : held;
            newest[i] = held;
        }
    }

    private double mean(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += newest[i];
        }
        return sum / count;
    }

    private double deviation(int count) {
        double mean = mean(count);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (newest[i] - mean) * (newest[i] - mean);
        }
        return Math.sqrt(squares / count);
    }

    private double highest() {
        double highest = newest[0];
        for (double value : newest) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    private double lowest() {
        double lowest = newest[0];
        for (double value : newest) {
            lowest = Math.min(lowest, value);
        }
        return lowest;
    }

    /** The newest value so many whole periods before the target; NaN if it is not known. */
    private double past(int lead, Duration period) {
        double buckets = period.toNanos() / (double) stepNanos;
        long target = ring.end() - 1 + lead;
        long back = Math.round(Math.ceil(lead / buckets) * buckets);
        return ring.isKnown(target - back) ? ring.value(target - back) : Double.NaN;
    }

    private int fillCalendar(int from) {
        int at = from;
        long end = ring.end() * stepNanos;
        double day = 2 * Math.PI * Math.floorMod(end, DAY.toNanos()) / DAY.toNanos();
        double week = 2 * Math.PI * Math.floorMod(end + MONDAY_TO_EPOCH.toNanos(), WEEK.toNanos()) / WEEK.toNanos();
        row[at++] = (float) Math.sin(day);
        row[at++] = (float) Math.cos(day);
        row[at++] = (float) Math.sin(week);
        row[at++] = (float) Math.cos(week);
        return at;
    }
}
