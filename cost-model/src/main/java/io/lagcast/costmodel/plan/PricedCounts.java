package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.Replicas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan found: the price of going to each count now, and what it would do after staying.
 *
 * @param candidates every count, ascending, with what choosing it now and planning on from there costs
 * @param later the first move of the best plan that begins by staying, if it moves at all within the horizon
 */
public record PricedCounts(List<Candidate> candidates, Optional<LaterMove> later) {

    public PricedCounts {
        candidates = List.copyOf(candidates);
    }

    /** The price of going to {@code replicas} now. */
    public ReplicaSeconds price(Replicas replicas) {
        return candidates.stream()
                .filter(candidate -> candidate.replicas().equals(replicas))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(replicas + " was not priced, only " + candidates))
                .total();
    }

    /** The cheapest count from {@code lowest} to {@code highest}; the smaller one of equals. */
    public Optional<Candidate> cheapest(Replicas lowest, Replicas highest) {
        return candidates.stream()
                .filter(candidate -> candidate.replicas().compareTo(lowest) >= 0
                        && candidate.replicas().compareTo(highest) <= 0)
                .reduce((best, next) -> next.total().value() < best.total().value() ? next : best);
    }

    /**
     * A move that pays later.
     *
     * @param delay how long from now
     * @param to the count it goes to
     */
    public record LaterMove(Duration delay, Replicas to) {}
}
