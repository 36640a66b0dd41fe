package io.lagcast.costmodel;

import java.util.List;

/**
 * The newest view of every partition of a group, in the order of their ids.
 *
 * @param partitions one entry a partition
 */
public record PartitionRates(List<PartitionRate> partitions) {

    public PartitionRates {
        partitions = List.copyOf(partitions);
    }

    public int size() {
        return partitions.size();
    }

    /** Sum of the smoothed arrival rates. */
    public RecordsPerSecond arrivals() {
        return new RecordsPerSecond(
                partitions.stream().mapToDouble(PartitionRate::arrivalPerSecond).sum());
    }
}
