package io.lagcast.costmodel;

import io.lagcast.forecasting.Forecast;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision with everything that led to it.
 *
 * @param time event time of the newest sample it rests on
 * @param current replica count in force when it was made
 * @param decision what to do
 * @param validUntil when the advice expires unless renewed
 * @param candidates every count that was priced, ascending; empty on Abstain
 * @param arrivals forecast of the arrival rate in records per second over the plan's horizon
 * @param beliefs what was believed about throughput and moves
 * @param forecastTrusted whether the forecast's own record lets it decide; otherwise the reactive answer does
 */
public record Advice(
        Instant time,
        Replicas current,
        Decision decision,
        Instant validUntil,
        List<Candidate> candidates,
        Forecast arrivals,
        Beliefs beliefs,
        boolean forecastTrusted) {

    public Advice {
        candidates = List.copyOf(candidates);
    }

    /** The price of staying at {@link #current()}, if it was priced. */
    public Optional<ReplicaSeconds> costOfStaying() {
        return costOf(current);
    }

    /** The price of the decided count, if it was priced. */
    public Optional<ReplicaSeconds> costOfDecision() {
        return costOf(decision.desired());
    }

    private Optional<ReplicaSeconds> costOf(Replicas replicas) {
        return candidates.stream()
                .filter(candidate -> candidate.replicas().equals(replicas))
                .map(Candidate::total)
                .findFirst();
    }
}
