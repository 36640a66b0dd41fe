package io.lagcast.costmodel;

import io.lagcast.costmodel.Reason.Code;
import io.lagcast.forecasting.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the replica count of a workload: forecasts its arrivals, prices every useful count by planning on from it, and moves only if that is cheaper
 * than staying by more than the move costs. Without state; what it knows comes from its arguments, and the time is the newest measurement's.
 *
 * <p>The plan moves within {@linkplain Bounds a corridor} computed without it: never below what present rate and backlog need, never above what recent
 * maxima and the upper forecast justify. Missing data never reads as less demand.
 */
public final class ReplicaAdvisor {

    private static final Duration LEAST_VALIDITY = Duration.ofMinutes(5);
    private static final int VALIDITY_INTERVALS = 20;

    /** A record that takes a day is a typing error or a stuck one. */
    private static final double SLOWEST_MILLIS = 86_400_000;

    /** How long the last complete measurement stands in for ones that are not; long enough for a broker to restart. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(3);

    /** Advice as of the newest measurement. */
    public Advice advise(WorkloadHistory history, WorkloadKnowledge knowledge, WorkloadPolicy policy) {
        Measurement newest = history.latest()
                .orElseThrow(
                        () -> new IllegalArgumentException("Nothing was measured yet\nMaybe append a sample first"));
        Beliefs beliefs = knowledge.beliefs(policy);
        Optional<Replicas> inForce = inForce(history);
        if (inForce.isEmpty()) {
            return abstain(
                    newest,
                    new Replicas(policy.minReplicas()),
                    beliefs,
                    policy,
                    Code.COLD_START,
                    "No sample has told how many replicas there are.");
        }
        Replicas current = inForce.get();
        if (!newest.gap() && newest.partitions() == 0) {
            return abstain(
                    newest,
                    current,
                    beliefs,
                    policy,
                    Code.NOTHING_TO_CONSUME,
                    "The group has no partitions: its topics do not exist or it consumes none.");
        }
        Optional<Situation> seen = Situation.of(history, current.count(), processing(beliefs, policy));
        if (seen.isEmpty()) {
            return newest.gap()
                    ? abstain(newest, current, beliefs, policy, Code.DATA_GAP, "No complete sample has been read yet.")
                    : abstain(
                            newest,
                            current,
                            beliefs,
                            policy,
                            Code.COLD_START,
                            "Two samples are needed to tell a rate; one was read.");
        }
        Situation situation = seen.get();
        if (situation.age().compareTo(longestGap(situation)) > 0) {
            return abstain(
                    newest,
                    current,
                    beliefs,
                    policy,
                    Code.DATA_GAP,
                    "The newest complete sample is " + situation.age().toSeconds()
                            + " s old, which is too old to decide on.");
        }
        boolean demand = situation.recentPerSecond() > 0 || situation.lagRecords() > 0;
        if (beliefs.throughputMedian().value() <= 0 && !(current.count() == 0 && demand)) {
            return abstain(
                    newest,
                    current,
                    beliefs,
                    policy,
                    Code.COLD_START,
                    "The throughput of a replica is unknown: nothing was consumed yet and the policy gives no priors.throughputPerReplica.");
        }
        return new Deliberation(history, knowledge, policy, situation, beliefs).advice();
    }

    /** How long a thread takes for a record; zero while that is unknown. */
    private static Duration processing(Beliefs beliefs, WorkloadPolicy policy) {
        double perThread = beliefs.throughputMedian().value() / policy.threadsPerReplica();
        return perThread <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.min(SLOWEST_MILLIS, 1000 / perThread));
    }

    private static Duration longestGap(Situation situation) {
        Duration intervals = situation.interval().multipliedBy(4);
        return intervals.compareTo(LONGEST_GAP) > 0 ? intervals : LONGEST_GAP;
    }

    private static Optional<Replicas> inForce(WorkloadHistory history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            Optional<ReplicaCounts> counts = history.measurement(i).replicas();
            if (counts.isPresent()) {
                return Optional.of(new Replicas(counts.get().desired()));
            }
        }
        return Optional.empty();
    }

    private static Advice abstain(
            Measurement newest, Replicas current, Beliefs beliefs, WorkloadPolicy policy, Code code, String text) {
        Replicas safe = new Replicas(Math.clamp(current.count(), policy.minReplicas(), policy.maxReplicas()));
        Duration interval = newest.interval().orElse(Duration.ZERO);
        return new Advice(
                newest.time(),
                current,
                new Decision.Abstain(safe, new Reason(code, text, Map.of("currentReplicas", (double) current.count()))),
                validUntil(newest.time(), interval),
                List.of(),
                new Forecast.Unavailable("none", text, Duration.ZERO),
                beliefs,
                false);
    }

    static Instant validUntil(Instant time, Duration interval) {
        Duration intervals = interval.multipliedBy(VALIDITY_INTERVALS);
        return time.plus(intervals.compareTo(LEAST_VALIDITY) > 0 ? intervals : LEAST_VALIDITY);
    }
}
