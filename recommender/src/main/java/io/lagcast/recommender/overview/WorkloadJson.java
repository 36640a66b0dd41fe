package io.lagcast.recommender.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.Price;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.channels.Channel;
import io.lagcast.recommender.workloads.PolicyForm;
import io.lagcast.recommender.workloads.Workload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload in the JSON form of the HTTP API: the fields it is put with, who defined it, and its state.
 *
 * @param name unique name
 * @param cluster configured cluster the group lives on
 * @param group id of the consumer group
 * @param topics topics that count; empty means all the group consumes
 * @param mode whether recommendations are made
 * @param minReplicas fewest replicas ever recommended
 * @param maxReplicas most replicas ever recommended
 * @param objective what the consumers owe
 * @param latePenalty price of a late record in multiples of the cost of processing it
 * @param threadsPerReplica consumers per replica
 * @param priors what was believed before anything was learned; only what was given
 * @param price money, for reports; null if not given
 * @param channel what carries recommendations out; null if not given
 * @param channelTolerance share of the count by which it must change for the channel to act; null if not given
 * @param channelMaxStepOut most replicas the channel adds at once; null if not given
 * @param channelMaxStepIn most replicas the channel removes at once; null if not given
 * @param origin who defined the workload
 * @param status what was seen and recommended last
 */
public record WorkloadJson(
        String name,
        String cluster,
        String group,
        List<String> topics,
        Workload.Mode mode,
        int minReplicas,
        int maxReplicas,
        ObjectiveJson objective,
        double latePenalty,
        int threadsPerReplica,
        PriorsJson priors,
        @Nullable PriceJson price,
        @Nullable Channel channel,
        @Nullable Double channelTolerance,
        @Nullable Integer channelMaxStepOut,
        @Nullable Integer channelMaxStepIn,
        Workload.Origin origin,
        WorkloadStatus status) {

    public WorkloadJson {
        topics = List.copyOf(topics);
    }

    /** The JSON form of the workload in the given state. */
    public static WorkloadJson of(Workload workload, WorkloadStatus status) {
        WorkloadPolicy policy = workload.policy();
        return new WorkloadJson(
                workload.name(),
                workload.cluster(),
                workload.group(),
                workload.topics(),
                workload.mode(),
                policy.minReplicas(),
                policy.maxReplicas(),
                new ObjectiveJson(
                        policy.objective().lagTime(),
                        PolicyForm.percent(policy.objective().attainment())),
                policy.latePenalty(),
                policy.threadsPerReplica(),
                PriorsJson.of(policy.priors()),
                policy.price().map(PriceJson::of).orElse(null),
                workload.channel().channel().orElse(null),
                workload.channel().tolerance().orElse(null),
                workload.channel().maxStepOut().orElse(null),
                workload.channel().maxStepIn().orElse(null),
                workload.origin(),
                status);
    }

    /**
     * What the consumers owe.
     *
     * @param lagTime longest acceptable age of a record when it is processed, ISO 8601
     * @param attainment share of records for which that holds, as percentage
     */
    public record ObjectiveJson(Duration lagTime, String attainment) {}

    /**
     * Beliefs before anything was learned; fields not given are left out.
     *
     * @param throughputPerReplica records per second of one replica
     * @param startUp from asking for a replica to its first record
     * @param rebalancePause how long a rebalance stops partitions
     * @param protocol how the group rebalances
     * @param assignor by which rule partitions are dealt to consumers
     * @param sessionTimeout static members: how long what a replica owned stays unserved after it was taken away
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PriorsJson(
            @Nullable Double throughputPerReplica,
            @Nullable Duration startUp,
            @Nullable Duration rebalancePause,
            @Nullable RebalanceProtocol protocol,
            @Nullable Assignor assignor,
            @Nullable Duration sessionTimeout) {

        static PriorsJson of(Priors priors) {
            return new PriorsJson(
                    priors.throughputPerReplica().map(RecordsPerSecond::value).orElse(null),
                    priors.startUp().orElse(null),
                    priors.rebalancePause().orElse(null),
                    priors.protocol().orElse(null),
                    priors.assignor().orElse(null),
                    priors.sessionTimeout().orElse(null));
        }
    }

    /**
     * What a replica costs.
     *
     * @param replicaHour price of one replica for one hour
     * @param currency ISO 4217 code
     */
    public record PriceJson(double replicaHour, String currency) {

        static PriceJson of(Price price) {
            return new PriceJson(price.replicaHour(), price.currency().getCurrencyCode());
        }
    }
}
