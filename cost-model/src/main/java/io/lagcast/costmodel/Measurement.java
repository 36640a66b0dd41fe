package io.lagcast.costmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one sample says about a group as a whole, after offset accounting against the sample before it.
 *
 * @param time event time of the sample
 * @param interval what the rates are averaged over: time since the previous complete sample; empty for the first one and in a gap
 * @param produced records produced in {@code interval} per second; empty when it cannot be told (first sample, gap, reset)
 * @param consumed records committed in {@code interval} per second, averaged over commit progress; empty likewise
 * @param lag records produced and not committed; empty when the sample is incomplete
 * @param lagTime age of the oldest record not committed, from the end-offset history, at least; empty when the sample is incomplete or the first
 * @param replicas replica counts, if known
 * @param partitions number of partitions known to exist
 * @param groupState the group's state
 * @param gap whether some partition could not be read
 * @param teachesThroughput whether the group was stable, complete and backlogged throughout the interval, so that the consumption rate is capacity
 */
public record Measurement(
        Instant time,
        Optional<Duration> interval,
        OptionalDouble produced,
        OptionalDouble consumed,
        OptionalDouble lag,
        Optional<Duration> lagTime,
        Optional<ReplicaCounts> replicas,
        int partitions,
        GroupState groupState,
        boolean gap,
        boolean teachesThroughput) {}
