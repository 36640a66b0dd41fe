package io.lagcast.costmodel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a decision is what it is, as data.
 *
 * @param code what kind of reason
 * @param text one sentence for people
 * @param facts the numbers behind it by name; names end in their unit ({@code lagSeconds}, {@code arrivalPerSecond})
 */
public record Reason(Code code, String text, Map<String, Double> facts) {

    public Reason {
        facts = Map.copyOf(new LinkedHashMap<>(facts));
    }

    /** Kinds of reasons. */
    public enum Code {
        /** Forecast demand outgrows the capacity in place. */
        DEMAND_RISING,
        /** Forecast demand leaves capacity idle for long enough to pay for the move. */
        DEMAND_FALLING,
        /** The backlog does not drain in time with the capacity in place. */
        BACKLOG,
        /** What is there fits what is coming. */
        STEADY,
        /** A different count would be cheaper to run but the move costs more than it saves. */
        MOVE_NOT_WORTH_IT,
        /** A later move is cheaper than one now. */
        MOVE_LATER,
        /** The group is rebalancing or replicas are starting: what is seen now says nothing about capacity. */
        SETTLING,
        /** Present rate and backlog alone need this much, whatever the forecast says. */
        REACTIVE_FLOOR,
        /** More replicas would add nothing: every partition has a consumer of its own. */
        PARTITION_LIMIT,
        /** More arrives on a partition than one thread processes: more replicas would not help. */
        HOT_PARTITION,
        /** A partition makes no progress while others do: more replicas would not help. */
        STUCK_PARTITION,
        /** Replicas that were added did not make the group consume more: what is behind the consumers is the limit. */
        DOWNSTREAM_LIMIT,
        /** The policy's bounds decide. */
        POLICY_LIMIT,
        /** Not enough was seen yet. */
        COLD_START,
        /** The newest complete sample is too old or incomplete. */
        DATA_GAP,
        /** The group or its topics do not exist or have no partitions. */
        NOTHING_TO_CONSUME,
        /** The workload is paused by its owner. */
        PAUSED
    }
}
