package io.lagcast.recommender.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How a workload's newest recommendation stands at one moment, and so what an executor may carry out. The one place that says so: KEDA, external metrics
 * and WPA all publish {@link InForce#replicas()} and nothing else, and nothing at all otherwise.
 *
 * <p>A recommendation may plan ahead: its move is in force from the moment it is issued, but not due before {@link Recommendation#executeAt()}. The HTTP
 * API tells both, the desired count and when to ask for it. Executors have no word for "later": they act on the number they get. So until a move is due
 * they get the count that was in force when it was made.
 */
public sealed interface Standing {

    /** How the newest recommendation, if any, stands at {@code now}. */
    static Standing of(Optional<Recommendation> newest, Instant now) {
        return newest.<Standing>map(
                        recommendation -> recommendation.validUntil().isAfter(now)
                                ? new InForce(
                                        recommendation,
                                        !recommendation.executeAt().isAfter(now))
                                : new Expired(recommendation))
                .orElseGet(Missing::new);
    }

    /**
     * It holds.
     *
     * @param recommendation the recommendation
     * @param due whether its move is to be made by now
     */
    record InForce(Recommendation recommendation, boolean due) implements Standing {

        /** The count to run at this moment. */
        public int replicas() {
            return due ? recommendation.desiredReplicas() : recommendation.currentReplicas();
        }
    }

    /**
     * It was not renewed in time: what is to be done now is not known.
     *
     * @param recommendation the recommendation
     */
    record Expired(Recommendation recommendation) implements Standing {}

    /** There is none, or none can be known because PostgreSQL is away. */
    record Missing() implements Standing {}
}
