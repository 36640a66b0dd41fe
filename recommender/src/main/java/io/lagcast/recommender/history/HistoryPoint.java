package io.lagcast.recommender.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was seen of a workload in one step of time.
 *
 * @param time start of the step
 * @param production mean records produced per second, over what is known of the step
 * @param consumption mean records committed per second, likewise
 * @param lag largest lag in records
 * @param lagTime largest lag time
 * @param currentReplicas replicas that serve (or, not knowing that, are asked for) at the end of the step
 * @param desiredReplicas replicas asked for at the end of the step
 * @param gap whether something is missing: no production known, or a sample that was marked as a gap
 */
public record HistoryPoint(
        Instant time,
        OptionalDouble production,
        OptionalDouble consumption,
        OptionalDouble lag,
        Optional<Duration> lagTime,
        OptionalInt currentReplicas,
        OptionalInt desiredReplicas,
        boolean gap) {}
