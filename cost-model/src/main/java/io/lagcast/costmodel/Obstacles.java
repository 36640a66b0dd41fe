package io.lagcast.costmodel;

import io.lagcast.costmodel.capacity.ScalingEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What more replicas cannot help.
 *
 * @param stuck partitions whose consumer stands still while others go on: a record that cannot be processed, or a thread that hangs. What waits there
 *     is no demand.
 * @param hot partitions that fall behind because more arrives on them than one thread processes: only more partitions, or other keys, help
 * @param downstream what shows that something behind the consumers is the limit
 */
record Obstacles(List<PartitionRate> stuck, List<PartitionRate> hot, Optional<ScalingEffect.Bound> downstream) {

    /** Three times the 45 s session timeout with which Kafka takes partitions from a consumer that died, and some: what stands longer is not a move. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(3);

    /** The arrivals of a partition have to be this much above what a thread processes: less is noise of either. */
    private static final double CLEARLY_ABOVE = 1.1;

    /** And this much above the mean of all: where every partition has too much, it is the group that has. */
    private static final double SKEWED = 1.5;

    private static final int NAMED = 3;

    /** Those of a group; which partitions stand still cannot be told while it is being moved. */
    static Obstacles of(
            List<PartitionRate> partitions,
            Situation situation,
            Beliefs beliefs,
            WorkloadPolicy policy,
            Optional<ScalingEffect.Bound> downstream) {
        boolean others = partitions.stream().anyMatch(partition -> partition.consumptionPerSecond() > 0);
        if (!others || situation.rebalancingFor().isPresent()) {
            return new Obstacles(List.of(), List.of(), downstream);
        }
        Duration patience = situation.interval().multipliedBy(4);
        Instant since = situation.time().minus(patience.compareTo(STUCK_AFTER) > 0 ? patience : STUCK_AFTER);
        double mean = partitions.stream()
                .mapToDouble(PartitionRate::arrivalPerSecond)
                .average()
                .orElse(0);
        double thread = beliefs.throughputMedian().value() / policy.threadsPerReplica();
        double lagSeconds = policy.objective().lagTime().toMillis() / 1000.0;
        List<PartitionRate> stuck = partitions.stream()
                .filter(partition -> isStuck(partition, since))
                .toList();
        List<PartitionRate> hot = thread <= 0
                ? List.of()
                : partitions.stream()
                        .filter(partition -> !stuck.contains(partition)
                                && partition.arrivalPerSecond() > CLEARLY_ABOVE * thread
                                && partition.arrivalPerSecond() > SKEWED * mean
                                && partition.lag() > partition.arrivalPerSecond() * lagSeconds)
                        .toList();
        return new Obstacles(stuck, hot, downstream);
    }

    private static boolean isStuck(PartitionRate partition, Instant since) {
        return partition.lag() > 0
                && partition
                        .stalledSince()
                        .filter(stalled -> !stalled.isAfter(since))
                        .isPresent();
    }

    /** Those of {@code partitions} that more replicas can help. */
    Stream<PartitionRate> others(List<PartitionRate> partitions) {
        return partitions.stream().filter(partition -> !stuck.contains(partition) && !hot.contains(partition));
    }

    /** Records that wait where more replicas do not help. */
    double lagRecords() {
        return stuck.stream().mapToDouble(PartitionRate::lag).sum()
                + hot.stream().mapToDouble(PartitionRate::lag).sum();
    }

    /** Why {@code target} should not be gone to, or why staying is all that can be done; empty if nothing speaks against it. */
    Optional<Reason> objection(int current, int target, Reasons reasons, Beliefs beliefs, WorkloadPolicy policy) {
        if (target > current && downstream.isPresent()) {
            return Optional.of(downstreamLimit(downstream.get(), reasons));
        }
        boolean leavesHot = target < current && !hot.isEmpty();
        boolean staysWithAny = target == current && !(stuck.isEmpty() && hot.isEmpty());
        return leavesHot || staysWithAny ? Optional.of(unreachable(reasons, beliefs, policy)) : Optional.empty();
    }

    private static Reason downstreamLimit(ScalingEffect.Bound bound, Reasons reasons) {
        return reasons.with("fewerReplicas", bound.fewer())
                .with("moreReplicas", bound.more())
                .with("beforePerSecond", bound.beforePerSecond())
                .with("afterPerSecond", bound.perSecond())
                .because(
                        Reason.Code.DOWNSTREAM_LIMIT,
                        "Going from %d to %d replicas changed what they process from %s to %s records a second: what is behind them is the limit,"
                                + " and still more would only press on it.",
                        bound.fewer(),
                        bound.more(),
                        Reasons.number(bound.beforePerSecond()),
                        Reasons.number(bound.perSecond()));
    }

    private Reason unreachable(Reasons reasons, Beliefs beliefs, WorkloadPolicy policy) {
        reasons.with("stuckPartitions", stuck.size())
                .with("hotPartitions", hot.size())
                .with("unreachableLagRecords", lagRecords());
        if (!stuck.isEmpty()) {
            return reasons.because(
                    Reason.Code.STUCK_PARTITION,
                    "%s %s no progress while others do: %s records wait there for a consumer that hangs or a record that cannot be processed,"
                            + " and more replicas do not change that.",
                    names(stuck),
                    stuck.size() == 1 ? "makes" : "make",
                    Reasons.number(
                            stuck.stream().mapToDouble(PartitionRate::lag).sum()));
        }
        double most =
                hot.stream().mapToDouble(PartitionRate::arrivalPerSecond).max().orElse(0);
        return reasons.with("hottestPerSecond", most)
                .because(
                        Reason.Code.HOT_PARTITION,
                        "On %s up to %s records a second arrive and one thread processes %s; more replicas do not help, more partitions or other keys do.",
                        names(hot),
                        Reasons.number(most),
                        Reasons.number(beliefs.throughputMedian().value() / policy.threadsPerReplica()));
    }

    private static String names(List<PartitionRate> partitions) {
        String first = partitions.stream()
                .limit(NAMED)
                .map(partition -> partition.id().topic() + "-" + partition.id().partition())
                .collect(Collectors.joining(", "));
        return partitions.size() <= NAMED
                ? first
                : String.format(Locale.ROOT, "%s and %d more", first, partitions.size() - NAMED);
    }
}
