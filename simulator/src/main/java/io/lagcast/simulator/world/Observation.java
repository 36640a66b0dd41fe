package io.lagcast.simulator.world;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.ReplicaCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What can be seen of a simulated group from outside, through offsets and group state; valid until the group goes on. */
public final class Observation {

    private final SimulatedGroup group;
    private final Instant start;

    public Observation(SimulatedGroup group, Instant start) {
        this.group = group;
        this.start = start;
    }

    /** Seconds since the beginning of the replay. */
    public int second() {
        return group.second();
    }

    public Instant time() {
        return start.plusSeconds(group.second());
    }

    /** Replicas asked for. */
    public int desired() {
        return group.desired();
    }

    /** Replicas that have joined. */
    public int ready() {
        return group.ready();
    }

    public boolean isRebalancing() {
        return group.isRebalancing();
    }

    public int partitions() {
        return group.settings().partitions();
    }

    /** Records produced so far. */
    public long producedRecords() {
        long sum = 0;
        for (int p = 0; p < partitions(); p++) {
            sum += (long) group.endOffset(p);
        }
        return sum;
    }

    /** Records produced and not committed. */
    public long lagRecords() {
        long sum = 0;
        for (int p = 0; p < partitions(); p++) {
            sum += lagRecords(p);
        }
        return sum;
    }

    /** Records of a partition produced and not committed. */
    public long lagRecords(int partition) {
        return (long) group.endOffset(partition) - (long) group.committedOffset(partition);
    }

    /** What AdminClient says. */
    public LagSample sample() {
        List<PartitionOffsets> offsets = new ArrayList<>(partitions());
        for (int p = 0; p < partitions(); p++) {
            offsets.add(new PartitionOffsets(
                    new PartitionId("t", p),
                    OptionalLong.empty(),
                    OptionalLong.of((long) group.committedOffset(p)),
                    (long) group.endOffset(p)));
        }
        return new LagSample(
                time(),
                Optional.of(new ReplicaCounts(desired(), OptionalInt.of(ready()))),
                isRebalancing() ? GroupState.PREPARING_REBALANCE : GroupState.STABLE,
                Optional.of(group.settings().protocol()),
                offsets,
                Set.of());
    }
}
