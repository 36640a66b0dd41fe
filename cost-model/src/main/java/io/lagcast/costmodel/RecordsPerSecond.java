package io.lagcast.costmodel;

/**
 * A rate of records.
 *
 * @param value records per second, finite and at least 0
 */
public record RecordsPerSecond(double value) {

    public static final RecordsPerSecond NONE = new RecordsPerSecond(0);

    public RecordsPerSecond {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A rate must be finite and not negative but was " + value);
        }
    }
}
