package io.lagcast.costmodel;

import java.time.Duration;

/**
 * Whether a group may have no replica at all: nothing waits, nothing arrives and nothing is expected.
 *
 * @param situation what is seen
 * @param outlook what is expected
 * @param beliefs what a replica processes
 */
record Rest(Situation situation, ArrivalOutlook outlook, Beliefs beliefs) {

    /** A group of zero is woken for more than this share of one replica's throughput. */
    private static final double TRICKLE = 0.001;

    private static final Duration QUIET_BEFORE_ZERO = Duration.ofMinutes(5);

    /** Whether the group has no replica and nothing to do. */
    boolean isAsleep() {
        return situation.desired() == 0 && situation.recentPerSecond() == 0 && situation.lagRecords() == 0;
    }

    /**
     * Whether none is enough. A group that is awake stays so for a while after the last record, and if anything is expected within the plan; one that
     * sleeps is woken when there is just time to start, earlier only if the plan finds that cheaper.
     *
     * @param lead how long replicas that are asked for now take to serve
     */
    boolean isAllowed(Duration lead) {
        Duration plan = outlook.step().multipliedBy(outlook.steps());
        boolean quiet = situation.desired() == 0
                ? situation.lagRecords() == 0
                : situation.quietFor().compareTo(QUIET_BEFORE_ZERO) >= 0;
        return quiet
                && situation.recentPerSecond() == 0
                && expected(situation.desired() == 0 ? lead : plan)
                        <= TRICKLE * beliefs.throughputMedian().value();
    }

    /** Why a sleeping group is woken before anything arrives. */
    Reason wakes(Reasons reasons, Duration lead) {
        return reasons.with("forecastPerSecond", expected(lead))
                .because(
                        Reason.Code.DEMAND_RISING,
                        "Nothing arrives yet, but %s records a second are expected by the time replicas that are asked for now serve.",
                        Reasons.number(expected(lead)));
    }

    private double expected(Duration within) {
        return outlook.highest(0.5, within);
    }
}
