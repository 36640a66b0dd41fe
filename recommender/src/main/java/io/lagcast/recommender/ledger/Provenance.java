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
 */
public record Provenance(
        String model, Optional<Instant> trainedFrom, Optional<Instant> trainedTo, long seed, String codeVersion) {}
