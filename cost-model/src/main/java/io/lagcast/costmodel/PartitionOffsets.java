package io.lagcast.costmodel;

import java.util.OptionalLong;

/**
 * What was read of one partition at one instant. An offset is the position of the next record: {@code end} is one past the newest.
 *
 * @param id the partition
 * @param beginning oldest retained offset, if it was read
 * @param committed the group's committed offset; empty when the group never committed
 * @param end one past the newest record
 */
public record PartitionOffsets(PartitionId id, OptionalLong beginning, OptionalLong committed, long end) {

    public PartitionOffsets {
        if (end < 0) {
            throw new IllegalArgumentException("End offset of " + id + " cannot be negative but was " + end);
        }
    }
}
