package io.lagcast.benchmarks;

import io.lagcast.simulator.ClosedLoop;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.scaler.AdvisedScaler;
import io.lagcast.simulator.scaler.DecisionTimes;
import io.lagcast.simulator.scaler.Scaler;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.Scenario;
import java.util.Optional;

/**
 * What one scaler came to on one trace.
 *
 * @param costHours replica-hours and the price of what was late, in replica-hours
 * @param replicaHours replicas paid
 * @param shareInTime share of the records that were processed within the lag time
 * @param movesPerDay changes of the count
 * @param meanLagRecords mean over the seconds of what waited
 * @param p99LagSeconds age that 99 % of the records did not exceed
 * @param times how long decisions took, where that is measured
 */
record DecisionResult(
        double costHours,
        double replicaHours,
        double shareInTime,
        double movesPerDay,
        double meanLagRecords,
        double p99LagSeconds,
        Optional<DecisionTimes> times) {

    /** Plays the scenario. */
    static DecisionResult of(Scenario scenario, ScalerChoice choice) {
        Scaler scaler = choice.create(scenario, done -> {});
        Outcome outcome = new ClosedLoop(scenario).run(scaler);
        return new DecisionResult(
                outcome.costHours(),
                outcome.replicaHours(),
                outcome.shareInTime(),
                outcome.movesPerDay(),
                outcome.meanLagRecords(),
                outcome.p99LagTimeSeconds(),
                scaler instanceof AdvisedScaler advised ? Optional.of(advised.times()) : Optional.empty());
    }

    /** One line that {@link #parse} reads; without the times. */
    String text() {
        return costHours + " " + replicaHours + " " + shareInTime + " " + movesPerDay + " " + meanLagRecords + " "
                + p99LagSeconds;
    }

    /** What {@link #text} wrote. */
    static DecisionResult parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        return new DecisionResult(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]),
                Optional.empty());
    }
}
