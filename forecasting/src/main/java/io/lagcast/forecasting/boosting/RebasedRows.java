package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.regression.FeatureRows;
import java.util.List;

/**
 * {@link FeatureRows} measured from the newest value instead of the mean of the newest few. A linear model does not care, a tree does: it can only cut
 * along one number at a time, and "how far is yesterday's value at the target's time from where we are now" must be one number. Measured on the short
 * leads of real traces it takes about 5 % off the error.
 *
 * <p>With {@code L} the newest value and {@code A} the anchor: the level becomes {@code L}, lag 0 becomes {@code A - L}, other values {@code y - A}
 * become {@code y - L}; spreads, changes, waves and the lead stay.
 */
final class RebasedRows {

    /** What names of values start with; all of them are differences to the anchor. */
    private static final List<String> VALUES = List.of(
            "lag ", "mean ", "max ", "min ", "last of", "around last", "second last", "peak around", "profile of");

    private static final int LEVEL = 0;
    private static final int LAG_0 = 1;

    private final FeatureRows rows;
    private final boolean[] isValue;
    private final double[] row;

    private RebasedRows(FeatureRows rows) {
        this.rows = rows;
        this.row = new double[rows.size()];
        this.isValue = new boolean[rows.size()];
        List<String> names = rows.names();
        if (!(names.get(LEVEL).equals("anchor") && names.get(LAG_0).equals("lag 0"))) {
            throw new IllegalStateException("Rows must start with the anchor and lag 0 but are " + names);
        }
        for (int i = LAG_0 + 1; i < isValue.length; i++) {
            isValue[i] = VALUES.stream().anyMatch(names.get(i)::startsWith);
        }
    }

    /** Rows of the ring's newest origin, whatever the ring holds when they are asked for. */
    static RebasedRows following(BucketRing ring, double[] seasonsBuckets) {
        return new RebasedRows(FeatureRows.following(ring, seasonsBuckets));
    }

    /** Rows of all origins the ring holds now. */
    static RebasedRows copied(BucketRing ring, double[] seasonsBuckets) {
        return new RebasedRows(FeatureRows.copied(ring, seasonsBuckets));
    }

    int size() {
        return row.length;
    }

    long first() {
        return rows.first();
    }

    long end() {
        return rows.end();
    }

    boolean isKnown(long bucket) {
        return rows.isKnown(bucket);
    }

    double value(long bucket) {
        return rows.value(bucket);
    }

    /** Fills in the row of an origin and a lead, and returns the newest value, from which it is measured. */
    double fill(long origin, int lead, float[] into) {
        rows.fill(origin, lead, row);
        double newest = row[LAG_0];
        into[LEVEL] = (float) (row[LEVEL] + newest);
        into[LAG_0] = (float) -newest;
        for (int i = LAG_0 + 1; i < row.length; i++) {
            into[i] = (float) (isValue[i] ? row[i] - newest : row[i]);
        }
        return row[LEVEL] + newest;
    }
}
