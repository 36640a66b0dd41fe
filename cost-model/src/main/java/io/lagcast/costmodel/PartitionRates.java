package io.lagcast.costmodel;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * Age of the oldest record not committed at the latest of some partitions; zero if none is late. One at which nothing was committed of late is left out:
     * its age says how long that was, and nothing about the others.
     */
    static Duration latest(Stream<PartitionRate> partitions) {
        return partitions
                .filter(partition -> partition.stalledSince().isEmpty())
                .flatMap(partition -> partition.lagTime().stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Sum of the smoothed arrival rates. */
    public RecordsPerSecond arrivals() {
        return new RecordsPerSecond(
                partitions.stream().mapToDouble(PartitionRate::arrivalPerSecond).sum());
    }
}
