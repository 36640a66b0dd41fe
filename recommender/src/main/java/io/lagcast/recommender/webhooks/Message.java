package io.lagcast.recommender.webhooks;

import java.util.Optional;

/** What is told of one recommendation, made once for all who are told. */
final class Message {

    private final byte[] body;
    private final Optional<String> traceparent;

    /**
     * A message; its body is not copied and must not be changed.
     *
     * @param body what is posted
     * @param traceparent the span in which the recommendation was decided; empty = it was not traced
     */
    Message(byte[] body, Optional<String> traceparent) {
        this.body = body;
        this.traceparent = traceparent;
    }

    byte[] body() {
        return body;
    }

    Optional<String> traceparent() {
        return traceparent;
    }
}
