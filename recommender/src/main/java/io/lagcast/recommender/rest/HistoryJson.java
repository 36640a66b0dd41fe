package io.lagcast.recommender.rest;

import io.lagcast.recommender.history.HistoryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a workload.
 *
 * @param workload whose
 * @param from start of the range
 * @param to end of the range, exclusive
 * @param step length of a step
 * @param points one a step, ascending
 */
record HistoryJson(String workload, Instant from, Instant to, Duration step, List<PointJson> points) {

    private static final double MILLIS_PER_SECOND = 1000;

    HistoryJson {
        points = List.copyOf(points);
    }

    static HistoryJson of(String workload, Instant from, Instant to, Duration step, List<HistoryPoint> points) {
        return new HistoryJson(
                workload, from, to, step, points.stream().map(PointJson::of).toList());
    }

    /**
     * One step; null is unknown, never zero.
     *
     * @param time start of the step
     * @param productionRate mean records produced per second
     * @param consumptionRate mean records committed per second
     * @param lagRecords largest lag
     * @param lagSeconds largest lag time
     * @param currentReplicas replicas at the end of the step
     * @param desiredReplicas replicas asked for at the end of the step
     * @param gap whether something is missing
     */
    record PointJson(
            Instant time,
            @Nullable Double productionRate,
            @Nullable Double consumptionRate,
            @Nullable Double lagRecords,
            @Nullable Double lagSeconds,
            @Nullable Integer currentReplicas,
            @Nullable Integer desiredReplicas,
            boolean gap) {

        static PointJson of(HistoryPoint point) {
            return new PointJson(
                    point.time(),
                    known(point.production()),
                    known(point.consumption()),
                    known(point.lag()),
                    point.lagTime()
                            .map(lagTime -> lagTime.toMillis() / MILLIS_PER_SECOND)
                            .orElse(null),
                    known(point.currentReplicas()),
                    known(point.desiredReplicas()),
                    point.gap());
        }

        private static @Nullable Double known(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }

        private static @Nullable Integer known(OptionalInt value) {
            return value.isPresent() ? value.getAsInt() : null;
        }
    }
}
