package io.lagcast.recommender.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a consumer group asks for: the fields of a workload as over HTTP, and the target whose replicas are meant. What is left out has the
 * default it has over HTTP.
 *
 * @param target what runs the replicas; needed in mode APPLY
 * @param cluster configured Kafka cluster the group lives on
 * @param group id of the consumer group; the resource's name if left out
 * @param topics topics that count; all that the group consumes if left out
 * @param mode what is done with recommendations
 * @param minReplicas fewest replicas ever recommended
 * @param maxReplicas most replicas ever recommended
 * @param objective what the consumers owe
 * @param latePenalty price of a late record in multiples of the cost of processing it
 * @param threadsPerReplica consumers per replica
 * @param priors what is believed before anything was learned
 * @param price what a replica costs, for reports
 * @param channel what carries recommendations out; APPLY in mode APPLY
 * @param channelTolerance share of the count by which it must change for the channel to act
 * @param channelMaxStepOut most replicas the channel adds at once
 * @param channelMaxStepIn most replicas the channel removes at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record ScalerSpec(
        @Nullable TargetReference target,
        @Nullable String cluster,
        @Nullable String group,
        @Nullable List<String> topics,
        @Nullable Mode mode,
        @Nullable Integer minReplicas,
        @Nullable Integer maxReplicas,
        @Nullable ObjectiveSpec objective,
        @Nullable Double latePenalty,
        @Nullable Integer threadsPerReplica,
        @Nullable PriorsSpec priors,
        @Nullable PriceSpec price,
        @Nullable String channel,
        @Nullable String channelTolerance,
        @Nullable Integer channelMaxStepOut,
        @Nullable Integer channelMaxStepIn) {

    ScalerSpec {
        topics = topics == null ? null : List.copyOf(topics);
    }

    /** What is done with recommendations. */
    enum Mode {
        /** They are shown in the status; nothing else happens. */
        RECOMMEND,
        /** They are carried out on the target. */
        APPLY,
        /** None are made; measuring and learning go on. */
        PAUSED
    }

    /**
     * An object with a scale subresource, in the resource's namespace.
     *
     * @param apiVersion group and version of its kind; {@code apps/v1} if left out
     * @param kind its kind; Deployment if left out
     * @param name its name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TargetReference(
            @Nullable String apiVersion,
            @Nullable String kind,
            @Nullable String name) {

        TargetReference {
            apiVersion = apiVersion == null ? "apps/v1" : apiVersion;
            kind = kind == null ? "Deployment" : kind;
        }
    }

    /**
     * What the consumers owe.
     *
     * @param lagTime longest acceptable age of a record when it is processed
     * @param attainment share of records for which that holds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ObjectiveSpec(@Nullable String lagTime, @Nullable String attainment) {}

    /**
     * Beliefs before anything was learned.
     *
     * @param throughputPerReplica records per second of one replica
     * @param startUp from asking for a replica to its first record
     * @param rebalancePause how long a rebalance stops partitions
     * @param protocol how the group rebalances
     * @param assignor by which rule partitions are dealt to consumers
     * @param sessionTimeout how long partitions of a static member that left stay unserved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PriorsSpec(
            @Nullable Double throughputPerReplica,
            @Nullable String startUp,
            @Nullable String rebalancePause,
            @Nullable String protocol,
            @Nullable String assignor,
            @Nullable String sessionTimeout) {}

    /**
     * What a replica costs.
     *
     * @param replicaHour price of one replica for one hour
     * @param currency ISO 4217 code
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PriceSpec(@Nullable Double replicaHour, @Nullable String currency) {}

    /** Whether recommendations are to be carried out. */
    boolean applies() {
        return mode == Mode.APPLY;
    }

    /**
     * The fields as a {@link io.lagcast.recommender.workloads.WorkloadForm} reads them, which is where they are checked. A group that is left out is
     * named like the resource.
     */
    Map<String, Object> workloadFields(String resourceName) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "cluster", cluster);
        put(fields, "group", group == null ? resourceName : group);
        put(fields, "topics", topics);
        put(fields, "mode", mode == Mode.PAUSED ? "PAUSED" : "RECOMMEND");
        put(fields, "minReplicas", minReplicas);
        put(fields, "maxReplicas", maxReplicas);
        put(fields, "objective", objective == null ? null : objectiveFields(objective));
        put(fields, "latePenalty", latePenalty);
        put(fields, "threadsPerReplica", threadsPerReplica);
        put(fields, "priors", priors == null ? null : priorsFields(priors));
        put(fields, "price", price == null ? null : priceFields(price));
        put(fields, "channel", channel == null && applies() ? "APPLY" : channel);
        put(fields, "channelTolerance", channelTolerance);
        put(fields, "channelMaxStepOut", channelMaxStepOut);
        put(fields, "channelMaxStepIn", channelMaxStepIn);
        return fields;
    }

    private static Map<String, Object> objectiveFields(ObjectiveSpec objective) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "lagTime", objective.lagTime());
        put(fields, "attainment", objective.attainment());
        return fields;
    }

    private static Map<String, Object> priorsFields(PriorsSpec priors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "throughputPerReplica", priors.throughputPerReplica());
        put(fields, "startUp", priors.startUp());
        put(fields, "rebalancePause", priors.rebalancePause());
        put(fields, "protocol", priors.protocol());
        put(fields, "assignor", priors.assignor());
        put(fields, "sessionTimeout", priors.sessionTimeout());
        return fields;
    }

    private static Map<String, Object> priceFields(PriceSpec price) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "replicaHour", price.replicaHour());
        put(fields, "currency", price.currency());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
