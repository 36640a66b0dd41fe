package io.lagcast.costmodel;

/**
 * A number of records; fractions come from averages.
 *
 * @param count finite and at least 0
 */
public record Records(double count) {

    public static final Records NONE = new Records(0);

    public Records {
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A number of records must be finite and not negative but was " + count);
        }
    }
}
