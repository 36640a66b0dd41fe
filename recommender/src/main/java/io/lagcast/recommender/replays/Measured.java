package io.lagcast.recommender.replays;

import io.lagcast.recommender.history.HistoryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What was measured in the replayed stretch, not simulated.
 *
 * @param knownShare share of the steps of which the replicas are known
 * @param meanReplicas mean count of those
 * @param replicaHours hours paid, where unknown at the mean
 * @param moves changes of the count asked for
 * @param maxLagRecords largest lag; empty if unknown
 * @param maxLagTime largest lag time; zero if unknown
 * @param stepsInTime share of the known steps whose largest lag time was within the objective
 * @param countSince the counts that were asked for, by the time from which they were
 */
record Measured(
        double knownShare,
        double meanReplicas,
        double replicaHours,
        int moves,
        OptionalDouble maxLagRecords,
        Duration maxLagTime,
        double stepsInTime,
        NavigableMap<Instant, Integer> countSince) {

    static Measured of(List<HistoryPoint> points, Duration step, Duration lagTime) {
        NavigableMap<Instant, Integer> countSince = new TreeMap<>();
        double replicas = 0;
        int known = 0;
        int timed = 0;
        int inTime = 0;
        double maxLag = Double.NaN;
        Duration longest = Duration.ZERO;
        for (HistoryPoint point : points) {
            OptionalInt count = point.desiredReplicas().isPresent() ? point.desiredReplicas() : point.currentReplicas();
            if (count.isPresent()) {
                known++;
                replicas += count.getAsInt();
                if (countSince.isEmpty() || countSince.lastEntry().getValue() != count.getAsInt()) {
                    countSince.put(point.time(), count.getAsInt());
                }
            }
            if (point.lag().isPresent()) {
                maxLag = Double.isNaN(maxLag)
                        ? point.lag().getAsDouble()
                        : Math.max(maxLag, point.lag().getAsDouble());
            }
            if (point.lagTime().isPresent()) {
                timed++;
                Duration waited = point.lagTime().get();
                inTime += waited.compareTo(lagTime) <= 0 ? 1 : 0;
                longest = waited.compareTo(longest) > 0 ? waited : longest;
            }
        }
        double mean = known == 0 ? 0 : replicas / known;
        return new Measured(
                points.isEmpty() ? 0 : (double) known / points.size(),
                mean,
                mean * points.size() * step.toSeconds() / 3600,
                Math.max(0, countSince.size() - 1),
                Double.isNaN(maxLag) ? OptionalDouble.empty() : OptionalDouble.of(maxLag),
                longest,
                timed == 0 ? 0 : (double) inTime / timed,
                countSince);
    }
}
