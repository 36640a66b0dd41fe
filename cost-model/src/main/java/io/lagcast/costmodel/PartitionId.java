package io.lagcast.costmodel;

import java.util.Comparator;

/**
 * One partition of one topic.
 *
 * @param topic topic name
 * @param partition index within the topic, at least 0
 */
public record PartitionId(String topic, int partition) implements Comparable<PartitionId> {

    private static final Comparator<PartitionId> ORDER =
            Comparator.comparing(PartitionId::topic).thenComparingInt(PartitionId::partition);

    public PartitionId {
        if (partition < 0) {
            throw new IllegalArgumentException(
                    "Partition cannot be negative but was " + partition + " of topic " + topic);
        }
    }

    @Override
    public int compareTo(PartitionId other) {
        return ORDER.compare(this, other);
    }
}
