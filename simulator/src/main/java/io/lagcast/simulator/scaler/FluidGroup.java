package io.lagcast.simulator.scaler;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.Scenario;

/**
 * A group as one queue and one capacity: what the clairvoyant's values are computed on, before its plan is proven on the simulated group itself. The
 * capacity of {@code n} replicas is what they carry before the busiest of them falls behind.
 */
final class FluidGroup {

    /** Share of the partitions that a typical move between neighbouring useful counts stops where only moved partitions stop. */
    private static final double TYPICAL_MOVED_SHARE = 1.0 / 3;

    private final Arrivals arrivals;
    private final int lagTimeSeconds;
    private final double replicaSecondsPerLate;
    private final double[] capacityPerSecond;
    private final double stoppedShare;
    private final int pauseSeconds;
    private final int startUpSeconds;

    /** What the last {@link #advance} left behind; kept here so that numeric loops allocate nothing. */
    private double backlogAfter;

    private double lateCost;

    FluidGroup(Scenario scenario) {
        arrivals = scenario.arrivals();
        lagTimeSeconds = scenario.lagTimeSeconds();
        replicaSecondsPerLate = scenario.replicaSecondsPerLateRecord();
        PartitionLayout layout = PartitionLayout.skewed(scenario.group().shares(), 1);
        capacityPerSecond = new double[Math.max(scenario.maxReplicas(), scenario.initialReplicas()) + 1];
        for (int n = 1; n < capacityPerSecond.length; n++) {
            capacityPerSecond[n] = Math.max(
                    capacityPerSecond[n - 1],
                    layout.capacityPerSecond(n, scenario.group().throughput().value()));
        }
        stoppedShare = scenario.group().protocol() == RebalanceProtocol.EAGER ? 1 : TYPICAL_MOVED_SHARE;
        pauseSeconds = Math.toIntExact(scenario.group().pause().toSeconds());
        startUpSeconds = Math.toIntExact(scenario.group()
                .startUp()
                .plus(scenario.group().startUpJitter().dividedBy(2))
                .toSeconds());
    }

    double capacity(int replicas) {
        return capacityPerSecond[Math.min(replicas, capacityPerSecond.length - 1)];
    }

    /** What is still carried while a rebalance goes on. */
    double capacityWhilePaused(int replicas) {
        return capacity(replicas) * (1 - stoppedShare);
    }

    double replicaSecondsPerLate() {
        return replicaSecondsPerLate;
    }

    int pauseSeconds() {
        return pauseSeconds;
    }

    int startUpSeconds() {
        return startUpSeconds;
    }

    /** Goes from second {@code from} to {@code to} with {@code capacityPerSecond}; the results are {@link #backlogAfter()} and {@link #lateCost()}. */
    void advance(double backlog, int from, int to, double capacityPerSecond) {
        double most = capacityPerSecond * (to - from);
        double there = backlog + arrivals.before(to) - arrivals.before(from);
        backlogAfter = Math.max(0, there - most);
        double excessBefore = backlog - within(from);
        double excessAfter = backlogAfter - within(to);
        lateCost = excessBefore <= 0 && excessAfter <= 0
                ? 0
                : replicaSecondsPerLate * Math.min(there, most * LatenessPrice.lateShare(excessBefore, excessAfter));
    }

    double backlogAfter() {
        return backlogAfter;
    }

    double lateCost() {
        return lateCost;
    }

    /** What a backlog left at the end still costs: what cannot be worked off within the lag time. */
    double endCost(double backlog, int replicas) {
        return replicaSecondsPerLate * Math.max(0, backlog - capacity(replicas) * lagTimeSeconds);
    }

    /** A backlog this large holds no late record yet. */
    private double within(int second) {
        return arrivals.before(second) - arrivals.before(Math.max(0, second - lagTimeSeconds));
    }
}
