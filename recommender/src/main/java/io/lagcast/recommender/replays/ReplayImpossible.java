package io.lagcast.recommender.replays;

import java.io.Serial;

/** Too little is known for a replay to mean anything; the message says what is missing. */
final class ReplayImpossible extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    ReplayImpossible(String message) {
        super(message);
    }
}
