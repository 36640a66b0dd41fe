package io.lagcast.costmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one partition as of the newest sample that read it.
 *
 * @param id the partition
 * @param arrivalPerSecond records produced per second, smoothed over about five minutes; 0 until two samples read it
 * @param consumptionPerSecond records committed per second, averaged over commit progress
 * @param lag records produced and not committed
 * @param lagTime age of the oldest record not committed; empty when there is lag but the partition was seen only once
 * @param stalledSince since when the committed offset stands still although there is lag; empty while it moves
 */
public record PartitionRate(
        PartitionId id,
        double arrivalPerSecond,
        double consumptionPerSecond,
        double lag,
        Optional<Duration> lagTime,
        Optional<Instant> stalledSince) {}
