package io.lagcast.recommender.rest;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.RebalanceProtocol;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample as it is pushed; only described, read by {@link io.lagcast.recommender.collection.SampleJson}.
 *
 * @param workload the name in the path, or left out
 * @param time when the offsets were read
 * @param replicas how many replicas there are; null = not known
 * @param groupState Kafka's state of the group
 * @param protocol how the group rebalances; null = not known
 * @param partitions the partitions that were read
 * @param unread partitions that exist but could not be read
 */
record PushedSample(
        @Nullable String workload,
        Instant time,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Counts replicas,

        GroupState groupState,
        @Nullable RebalanceProtocol protocol,
        List<Offsets> partitions,
        @Nullable List<Partition> unread) {

    /**
     * How many replicas there are.
     *
     * @param desired asked for
     * @param ready consuming; null = not known
     */
    record Counts(
            @Schema(minimum = "0") int desired,

            @Schema(minimum = "0") @Nullable Integer ready) {}

    /**
     * Where a partition stands.
     *
     * @param topic its topic
     * @param partition its number
     * @param beginningOffset first offset kept; null = not known
     * @param committedOffset offset the group goes on from; null = never committed
     * @param endOffset offset of the next record
     */
    record Offsets(
            @Schema(minLength = 1) String topic,

            @Schema(minimum = "0") int partition,

            @Schema(minimum = "0") @Nullable Long beginningOffset,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "0") @Nullable
            Long committedOffset,

            @Schema(minimum = "0") long endOffset) {}

    /**
     * A partition.
     *
     * @param topic its topic
     * @param partition its number
     */
    record Partition(
            @Schema(minLength = 1) String topic,

            @Schema(minimum = "0") int partition) {}
}
