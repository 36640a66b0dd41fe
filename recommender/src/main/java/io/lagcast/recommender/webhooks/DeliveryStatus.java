package io.lagcast.recommender.webhooks;

/** How a delivery stands. */
public enum DeliveryStatus {
    /** It waits for its turn, or to be tried again. */
    PENDING,
    DELIVERED,
    /** It was tried for as long as is worth while. It can be made again. */
    PARKED
}
