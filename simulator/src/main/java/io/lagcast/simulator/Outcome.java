package io.lagcast.simulator;

import java.time.Duration;

/**
 * What one scaler's run came to.
 *
 * @param scaler who decided
 * @param replicaHours replicas paid
 * @param shareInTime share of all records that were processed within the lag time
 * @param costHours replica-hours and the price of what was late, in replica-hours
 * @param meanLagRecords mean over the seconds of what waited
 * @param maxLagRecords most that waited
 * @param meanLagTimeSeconds mean age of records when they were processed
 * @param p99LagTimeSeconds age that 99 % of the records did not exceed
 * @param maxLagTimeSeconds greatest age
 * @param movesOut times that replicas were added
 * @param movesIn times that replicas were taken away
 * @param producedRecords records that arrived
 * @param processedRecords records that were processed, each counted once
 * @param doneAgainRecords times that a record was processed again
 * @param length how long the replay is
 * @param elapsed how long computing it took
 * @param course how it went
 */
public record Outcome(
        String scaler,
        double replicaHours,
        double shareInTime,
        double costHours,
        double meanLagRecords,
        double maxLagRecords,
        double meanLagTimeSeconds,
        int p99LagTimeSeconds,
        int maxLagTimeSeconds,
        int movesOut,
        int movesIn,
        double producedRecords,
        double processedRecords,
        double doneAgainRecords,
        Duration length,
        Duration elapsed,
        Course course) {

    public int moves() {
        return movesOut + movesIn;
    }

    public double movesPerDay() {
        return moves() * 86_400.0 / length.toSeconds();
    }

    public double meanReplicas() {
        return replicaHours * 3600 / length.toSeconds();
    }
}
