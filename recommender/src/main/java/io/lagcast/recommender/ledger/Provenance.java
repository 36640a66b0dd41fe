package io.lagcast.recommender.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a recommendation was made with, enough to make it again.
 *
 * @param model forecasting model and parameters in use
 * @param trainedFrom start of the training window; empty = untrained
 * @param trainedTo end of the training window; empty = untrained
 * @param seed seed of the random numbers used
 * @param codeVersion version of Lagcast
 * @param traceparent the span it was issued in (W3C Trace Context); empty = it was not traced
 */
public record Provenance(
        String model,
        Optional<Instant> trainedFrom,
        Optional<Instant> trainedTo,
        long seed,
        String codeVersion,
        Optional<String> traceparent) {

    /** The second part of the {@code traceparent}. */
    public Optional<String> traceId() {
        return traceparent.map(span -> span.split("-", 3)[1]);
    }
}
