package io.lagcast.simulator.scaler;

import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The smallest useful count that the arrivals of the last minute would utilise no more than wanted: {@code min n in E(P):
 * capacity(n) * utilisation >= rate}, where {@code E(P) = ceil(P/k)} and {@code capacity(n) = throughput * P / ceil(P/n)}. It knows the true
 * throughput, and the partitions' shares where they are uneven.
 */
public final class RateScaler implements Scaler {

    private static final int WINDOW_SECONDS = 60;

    private final String name;
    private final double utilisation;
    private final double throughput;
    private final PartitionLayout layout;
    private final int[] counts;
    private final Deque<long[]> recent = new ArrayDeque<>();

    /** A scaler for the scenario's group. */
    public RateScaler(String name, Scenario scenario, double utilisation) {
        this.name = name;
        this.utilisation = utilisation;
        throughput = scenario.group().throughput().value();
        layout = PartitionLayout.skewed(scenario.group().shares(), 1);
        counts = layout.usefulCounts(scenario.minReplicas(), scenario.maxReplicas());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        recent.addLast(new long[] {seen.second(), seen.producedRecords()});
        while (recent.size() > 2 && recent.peekFirst()[0] < seen.second() - WINDOW_SECONDS) {
            recent.removeFirst();
        }
        long[] oldest = recent.peekFirst();
        long seconds = seen.second() - oldest[0];
        if (seconds == 0) {
            return seen.desired();
        }
        double ratePerSecond = (double) (seen.producedRecords() - oldest[1]) / seconds;
        for (int n : counts) {
            if (layout.capacityPerSecond(n, throughput) * utilisation >= ratePerSecond) {
                return n;
            }
        }
        return counts[counts.length - 1];
    }
}
