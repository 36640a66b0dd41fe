package io.lagcast.costmodel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a source saw of one consumer group at one instant: raw offsets, no arithmetic yet.
 *
 * @param time when the offsets were read (event time)
 * @param replicas how many replicas there are; empty when the source cannot tell
 * @param groupState the group's state
 * @param membership how its members share the partitions, as far as the source can tell
 * @param partitions the partitions that were read, without duplicates
 * @param unread partitions that exist but could not be read: a gap, never "no demand"
 */
public record LagSample(
        Instant time,
        Optional<ReplicaCounts> replicas,
        GroupState groupState,
        Membership membership,
        List<PartitionOffsets> partitions,
        Set<PartitionId> unread) {

    public LagSample {
        partitions = List.copyOf(partitions);
        unread = Set.copyOf(unread);
        long distinct = partitions.stream().map(PartitionOffsets::id).distinct().count();
        if (distinct != partitions.size()) {
            throw new IllegalArgumentException("A sample names a partition twice: " + partitions);
        }
    }

    /** A sample of a source that can tell at most how the group rebalances. */
    public LagSample(
            Instant time,
            Optional<ReplicaCounts> replicas,
            GroupState groupState,
            Optional<RebalanceProtocol> protocol,
            List<PartitionOffsets> partitions,
            Set<PartitionId> unread) {
        this(time, replicas, groupState, Membership.ofProtocol(protocol), partitions, unread);
    }

    /** How the group rebalances, if the source can tell. */
    public Optional<RebalanceProtocol> protocol() {
        return membership.protocol();
    }

    /** A sample that says only that nothing could be read at {@code time}. */
    public static LagSample unreadable(Instant time) {
        return new LagSample(time, Optional.empty(), GroupState.UNKNOWN, Optional.empty(), List.of(), Set.of());
    }
}
