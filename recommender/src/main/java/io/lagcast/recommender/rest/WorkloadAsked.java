package io.lagcast.recommender.rest;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.recommender.channels.Channel;
import io.lagcast.recommender.workloads.Workload;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload as it is put; only described, read by {@link io.lagcast.recommender.workloads.WorkloadForm}.
 *
 * @param name the name in the path, or left out
 * @param cluster configured cluster the group lives on; "default" if not given
 * @param group id of the consumer group; the name if not given
 * @param topics topics that count; all the group consumes if not given
 * @param mode whether recommendations are made
 * @param minReplicas fewest replicas ever recommended
 * @param maxReplicas most replicas ever recommended
 * @param objective what the consumers owe
 * @param latePenalty price of a late record in multiples of the cost of processing it, above 0
 * @param threadsPerReplica consumers per replica
 * @param priors what is believed before anything is learned
 * @param price money, for reports
 * @param channel what carries recommendations out
 * @param channelTolerance share of the count by which it must change for the channel to act, or a percentage
 * @param channelMaxStepOut most replicas the channel adds at once
 * @param channelMaxStepIn most replicas the channel removes at once
 * @param origin ignored
 * @param status ignored
 */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record WorkloadAsked(
        @Nullable String name,
        @Nullable String cluster,

        @Schema(types = {"string", "number"}) @Nullable Object group,

        @Nullable List<String> topics,
        Workload.@Nullable Mode mode,

        @Schema(minimum = "0") @Nullable Integer minReplicas,

        @Schema(minimum = "1") @Nullable Integer maxReplicas,

        @Nullable ObjectiveAsked objective,
        @Nullable Double latePenalty,

        @Schema(minimum = "1") @Nullable Integer threadsPerReplica,

        @Nullable PriorsAsked priors,
        @Nullable PriceAsked price,
        @Nullable Channel channel,

        @Schema(types = {"string", "number"}) @Nullable Object channelTolerance,

        @Schema(minimum = "1") @Nullable Integer channelMaxStepOut,

        @Schema(minimum = "1") @Nullable Integer channelMaxStepIn,

        @Nullable Object origin,
        @Nullable Object status) {

    /**
     * What the consumers owe.
     *
     * @param lagTime longest acceptable age of a record when it is processed, like 30s or PT30S
     * @param attainment share of records for which that holds, like 0.999 or 99.9%
     */
    @Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record ObjectiveAsked(
            @Nullable String lagTime,

            @Schema(types = {"string", "number"}) @Nullable Object attainment) {}

    /**
     * Beliefs before anything was learned.
     *
     * @param throughputPerReplica records per second of one replica, above 0
     * @param startUp from asking for a replica to its first record, like 30s
     * @param rebalancePause how long a rebalance stops partitions, like 10s
     * @param protocol how the group rebalances
     */
    @Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record PriorsAsked(
            @Nullable Double throughputPerReplica,
            @Nullable String startUp,
            @Nullable String rebalancePause,
            @Nullable RebalanceProtocol protocol) {}

    /**
     * What a replica costs.
     *
     * @param replicaHour price of one replica for one hour
     * @param currency ISO 4217 code
     */
    @Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record PriceAsked(
            @Nullable Double replicaHour, @Nullable String currency) {}
}
