package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;

/** The group a plan moves: the counts it may have, what they carry and what changing them takes. */
public final class PlannedGroup {

    private final int[] replicas;
    private final double[] capacityPerSecond;
    private final int current;
    private final RecordsPerSecond serving;
    private final Duration startUp;
    private final RebalanceModel rebalance;
    private final ReplicaSeconds leaving;

    /** A group whose members leave nothing unserved when they go. */
    public PlannedGroup(
            int[] replicas,
            double[] capacityPerSecond,
            int current,
            RecordsPerSecond serving,
            Duration startUp,
            RebalanceModel rebalance) {
        this(replicas, capacityPerSecond, current, serving, startUp, rebalance, ReplicaSeconds.NONE);
    }

    /**
     * A group; the arrays are copied.
     *
     * @param replicas the counts that may be planned, ascending, the current one among them
     * @param capacityPerSecond what each of them carries, in records per second, not descending
     * @param current index of the count in force
     * @param serving what is carried now: less than the current count's capacity while replicas start
     * @param startUp from asking for a replica to its joining
     * @param rebalance what joining and leaving interrupts
     * @param leaving what each replica that leaves costs besides, because nobody serves its partitions for a while
     */
    public PlannedGroup(
            int[] replicas,
            double[] capacityPerSecond,
            int current,
            RecordsPerSecond serving,
            Duration startUp,
            RebalanceModel rebalance,
            ReplicaSeconds leaving) {
        if (replicas.length != capacityPerSecond.length || current < 0 || current >= replicas.length) {
            throw new IllegalArgumentException(replicas.length + " counts, " + capacityPerSecond.length
                    + " capacities and the current count at " + current + " do not fit together");
        }
        for (int i = 1; i < replicas.length; i++) {
            if (replicas[i] <= replicas[i - 1]) {
                throw new IllegalArgumentException(
                        "Counts must ascend but " + replicas[i] + " follows " + replicas[i - 1]);
            }
        }
        this.replicas = replicas.clone();
        this.capacityPerSecond = capacityPerSecond.clone();
        this.current = current;
        this.serving = serving;
        this.startUp = startUp;
        this.rebalance = rebalance;
        this.leaving = leaving;
    }

    int counts() {
        return replicas.length;
    }

    int replicas(int index) {
        return replicas[index];
    }

    double capacityPerSecond(int index) {
        return capacityPerSecond[index];
    }

    int current() {
        return current;
    }

    RecordsPerSecond serving() {
        return serving;
    }

    Duration startUp() {
        return startUp;
    }

    RebalanceModel rebalance() {
        return rebalance;
    }

    ReplicaSeconds leaving() {
        return leaving;
    }
}
