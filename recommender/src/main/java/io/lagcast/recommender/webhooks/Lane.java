package io.lagcast.recommender.webhooks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Deliveries of one workload to one subscription that an instance has leased, to be made one after the other.
 *
 * @param subscription identifier of the subscription
 * @param workloadId key of the workload
 * @param version what tells whether something was put in meanwhile
 * @param lease identifier of the lease
 * @param leasedAtNanos when it was leased, on the machine's running clock
 * @param deliveries the first of those that wait, in order
 */
record Lane(
        String subscription, long workloadId, long version, UUID lease, long leasedAtNanos, List<Delivery> deliveries) {

    Lane {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * One thing to be told.
     *
     * @param id what is sent as webhook-id
     * @param recommendationId the recommendation to be told of
     * @param decidedAt its event time
     * @param attempts how often it was tried
     * @param untilGivingUp how long from the lease on it is to be tried
     */
    record Delivery(UUID id, UUID recommendationId, Instant decidedAt, int attempts, Duration untilGivingUp) {}

    /**
     * Where the deliveries of a subscription go.
     *
     * @param url address of the receiver
     * @param secrets what signs them, newest first
     */
    record Target(URI url, List<SigningSecret> secrets) {

        Target {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * What became of one delivery.
     *
     * @param id the delivery
     * @param status what it is now
     * @param response status of the answer; empty = there was none
     * @param error what went wrong; empty = nothing
     * @param retryIn when it is tried again; empty = it is not
     */
    record Outcome(
            UUID id,
            DeliveryStatus status,
            Optional<Integer> response,
            Optional<String> error,
            Optional<Duration> retryIn) {}

    /**
     * What became of a lane.
     *
     * @param lane the lane
     * @param outcomes what became of its deliveries, in order, without those that were not tried
     * @param more whether some are left that can be tried at once
     * @param gone whether the receiver wants nothing any more
     */
    record Result(Lane lane, List<Outcome> outcomes, boolean more, boolean gone) {

        Result {
            outcomes = List.copyOf(outcomes);
        }

        /** How long the lane is to be left alone; empty = the last delivery is not to be tried again. */
        Optional<Duration> retryIn() {
            return outcomes.isEmpty() ? Optional.empty() : outcomes.getLast().retryIn();
        }
    }
}
