package io.lagcast.costmodel.lag;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Records;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import java.time.Duration;

/**
 * What late records cost.
 *
 * <p>A record is late when it is processed more than the objective's lag time after it was produced. Processing one costs
 * {@code 1 / throughputPerReplica} replica-seconds, and a late one costs {@code latePenalty} times that on top. Records are processed in order, so the
 * oldest one waiting is older than the lag time if and only if more is waiting than arrived within the lag time. Plans keep to {@value #MARGIN} of
 * the lag time: samples are seconds old, partitions differ, and a plan that rides the edge falls over it.
 *
 * @param perRecord replica-seconds per late record
 * @param plannedLagTime the lag time plans keep to
 */
public record LatenessPrice(ReplicaSeconds perRecord, Duration plannedLagTime) {

    static final double MARGIN = 0.9;

    public static LatenessPrice of(Objective objective, double latePenalty, RecordsPerSecond throughputPerReplica) {
        if (throughputPerReplica.value() <= 0) {
            throw new IllegalArgumentException("Lateness has no price while the throughput of a replica is unknown");
        }
        long plannedMillis = Math.max(1, Math.round(objective.lagTime().toMillis() * MARGIN));
        return new LatenessPrice(
                new ReplicaSeconds(latePenalty / throughputPerReplica.value()), Duration.ofMillis(plannedMillis));
    }

    public ReplicaSeconds of(Records late) {
        return new ReplicaSeconds(perRecord.value() * late.count());
    }

    /** Age of the oldest of {@code backlog} records that arrived at {@code arrivals}; zero if nothing waits, the whole of time if nothing arrives. */
    public static Duration lagTime(Records backlog, RecordsPerSecond arrivals) {
        if (backlog.count() == 0) {
            return Duration.ZERO;
        }
        double seconds = backlog.count() / arrivals.value();
        return seconds > Integer.MAX_VALUE
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.ofMillis(Math.round(seconds * 1000));
    }

    /**
     * The share of a span in which the oldest waiting record is late, if the backlog in excess of what arrived within the lag time goes linearly from
     * {@code excessBefore} to {@code excessAfter} records.
     */
    public static double lateShare(double excessBefore, double excessAfter) {
        if (excessBefore <= 0) {
            return excessAfter <= 0 ? 0 : excessAfter / (excessAfter - excessBefore);
        }
        return excessAfter > 0 ? 1 : excessBefore / (excessBefore - excessAfter);
    }
}
