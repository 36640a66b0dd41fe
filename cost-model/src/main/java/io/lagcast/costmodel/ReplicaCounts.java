package io.lagcast.costmodel;

import java.util.OptionalInt;

/**
 * How many consumer replicas there are.
 *
 * @param desired replicas asked for, at least 0
 * @param ready replicas that serve, if known; may exceed {@code desired} while replicas stop
 */
public record ReplicaCounts(int desired, OptionalInt ready) {

    public ReplicaCounts {
        if (desired < 0 || ready.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Replica counts cannot be negative but were desired " + desired + ", ready " + ready);
        }
    }
}
