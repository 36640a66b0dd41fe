package io.lagcast.costmodel;

import java.time.Duration;

/**
 * What is believed about a workload when a decision is made: learned where it was seen, prior where not.
 *
 * @param throughputLow cautious (low-quantile) throughput of one replica, for scaling in
 * @param throughputMedian median throughput of one replica, for scaling out
 * @param throughputObservations how many windows taught it; 0 means prior
 * @param startUp from asking for a replica to its first processed record
 * @param startUpObservations how many start-ups taught it; 0 means prior
 * @param rebalancePause how long a rebalance stops the partitions it stops
 * @param rebalanceObservations how many rebalances taught it; 0 means prior
 * @param protocol how the group rebalances
 */
public record Beliefs(
        RecordsPerSecond throughputLow,
        RecordsPerSecond throughputMedian,
        int throughputObservations,
        Duration startUp,
        int startUpObservations,
        Duration rebalancePause,
        int rebalanceObservations,
        RebalanceProtocol protocol) {}
