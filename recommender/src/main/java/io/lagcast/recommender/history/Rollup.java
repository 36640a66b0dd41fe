package io.lagcast.recommender.history;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A stored bucket, as far as a history shows it.
 *
 * @param start first instant
 * @param production mean production rate over the covered seconds
 * @param productionCoveredSeconds seconds for which production is known
 * @param consumption mean consumption rate over the covered seconds
 * @param consumptionCoveredSeconds seconds for which consumption is known
 * @param lagRecordsMax largest lag
 * @param lagSecondsMax largest lag time
 * @param desired replicas asked for, last known
 * @param ready replicas that serve, last known
 * @param gap whether a sample in it was marked as a gap
 */
record Rollup(
        Instant start,
        OptionalDouble production,
        double productionCoveredSeconds,
        OptionalDouble consumption,
        double consumptionCoveredSeconds,
        OptionalDouble lagRecordsMax,
        OptionalDouble lagSecondsMax,
        OptionalInt desired,
        OptionalInt ready,
        boolean gap) {}
