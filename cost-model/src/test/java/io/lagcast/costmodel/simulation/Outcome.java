package io.lagcast.costmodel.simulation;

import java.util.Locale;

/**
 * What a run cost.
 *
 * @param scaler who decided
 * @param replicaHours replicas paid
 * @param inTime share of the processed records that were in time
 * @param costHours replica-hours with the penalty of late records
 * @param meanLag mean lag in records
 * @param movesPerDay changes of the replica count a day
 * @param microsPerDecision mean time of a decision
 */
public record Outcome(
        String scaler,
        double replicaHours,
        double inTime,
        double costHours,
        double meanLag,
        double movesPerDay,
        double microsPerDecision) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-22s replica-hours %7.1f  in time %7.3f %%  cost %7.1f  mean lag %9.0f  moves/day %6.1f  %6.0f us",
                scaler,
                replicaHours,
                inTime * 100,
                costHours,
                meanLag,
                movesPerDay,
                microsPerDecision);
    }
}
