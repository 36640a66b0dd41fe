package io.lagcast.costmodel;

/**
 * A cost: the price of keeping one replica for one second is 1.
 *
 * @param value finite; differences may be negative
 */
public record ReplicaSeconds(double value) {

    public ReplicaSeconds {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Unknown costs cannot be compared, but this one is " + value);
        }
    }

    /** Nothing. */
    public static final ReplicaSeconds NONE = new ReplicaSeconds(0);

    public ReplicaSeconds minus(ReplicaSeconds other) {
        return new ReplicaSeconds(value - other.value);
    }
}
