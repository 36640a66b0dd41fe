package io.lagcast.recommender.webhooks;

/** How a receiver is asked whether it wants to be told. */
enum Handshake {
    /** A signed event that it must answer with a status 2xx. */
    EVENT,
    /**
     * A request OPTIONS with {@code WebHook-Request-Origin} that it must answer with {@code WebHook-Allowed-Origin}, as section 4 of
     * <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">HTTP 1.1 Web Hooks for Event Delivery</a> says.
     */
    CLOUDEVENTS
}
