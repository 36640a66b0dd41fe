package io.lagcast.recommender.audit;

/** What can be changed. */
public enum Change {
    /** Added or replaced. */
    WORKLOAD_PUT,
    WORKLOAD_REMOVED,
    WEBHOOK_ADDED,
    WEBHOOK_REMOVED,
    WEBHOOK_SECRET_ROTATED,
    /** Its receiver answered the verification. */
    WEBHOOK_ACTIVATED,
    /** Its receiver said that it is gone for good. */
    WEBHOOK_DISABLED
}
