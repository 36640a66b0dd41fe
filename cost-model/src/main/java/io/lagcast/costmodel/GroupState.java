package io.lagcast.costmodel;

/** State of a consumer group as Kafka's coordinator reports it. */
public enum GroupState {
    STABLE,
    PREPARING_REBALANCE,
    COMPLETING_REBALANCE,
    /** KIP-848: the coordinator computes a target assignment. */
    ASSIGNING,
    /** KIP-848: members move towards the target assignment. */
    RECONCILING,
    EMPTY,
    DEAD,
    UNKNOWN;

    /** Whether members may be paused or partitions unowned because work is being moved. */
    public boolean isRebalancing() {
        return switch (this) {
            case PREPARING_REBALANCE, COMPLETING_REBALANCE, ASSIGNING, RECONCILING -> true;
            case STABLE, EMPTY, DEAD, UNKNOWN -> false;
        };
    }
}
