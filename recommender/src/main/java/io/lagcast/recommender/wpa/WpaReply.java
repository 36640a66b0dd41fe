package io.lagcast.recommender.wpa;

import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.Standing;
import java.time.Instant;

/**
 * What the autoscaler is told. It knows these fields and refuses any other. Both bounds are the count itself: its delays begin when its own count leaves
 * the bounds, and what it calls converging wanders between them; with equal bounds it knows at once which way to go, and stays where it is told to be.
 *
 * @param timestamp event time of the newest sample the count rests on
 * @param targetReplicas the count to run now; 0 is ignored unless the autoscaler has tolerateZero
 * @param lowerBoundReplicas the same
 * @param upperBoundReplicas the same
 * @param reason why
 */
record WpaReply(Instant timestamp, int targetReplicas, int lowerBoundReplicas, int upperBoundReplicas, String reason) {

    static WpaReply of(Standing.InForce standing) {
        Recommendation recommendation = standing.recommendation();
        int replicas = standing.replicas();
        return new WpaReply(recommendation.time(), replicas, replicas, replicas, reason(standing));
    }

    private static String reason(Standing.InForce standing) {
        Recommendation recommendation = standing.recommendation();
        String why =
                recommendation.reason().code() + ": " + recommendation.reason().text();
        return standing.due()
                ? why
                : why + " " + recommendation.desiredReplicas() + " replicas are planned for "
                        + recommendation.executeAt() + ".";
    }
}
