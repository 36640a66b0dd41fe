package io.lagcast.costmodel;

import java.util.Optional;

/**
 * Consecutive measurements that are alike, taken together until they are long enough to tell a rate: commits come in jumps that are larger than what a
 * short interval consumes, and the highest of many short rates would be the largest jump. Mutable.
 */
final class Stretch {

    /** Three commits at Kafka's default interval of 5 s; at a sample every 15 s each one stands alone. */
    private static final double ENOUGH_SECONDS = 15;

    /** A rate from fewer records is off by more than a tenth by chance alone. */
    private static final double ENOUGH_RECORDS = 100;

    /** However slow: a rate that takes longer than this to tell is not the same one at its end. */
    private static final double LONGEST_SECONDS = 1800;

    private int replicas;
    private double records;
    private double seconds;

    /** Adds a measurement of so many serving replicas; the mean consumption of one of them once the stretch is long enough, which ends it. */
    Optional<RecordsPerSecond> add(Measurement measurement, int servingReplicas) {
        if (servingReplicas != replicas) {
            end();
            replicas = servingReplicas;
        }
        double length = measurement.interval().orElseThrow().toMillis() / 1000.0;
        records += measurement.consumed().orElseThrow() * length;
        seconds += length;
        if (seconds < ENOUGH_SECONDS || (records < ENOUGH_RECORDS && seconds < LONGEST_SECONDS)) {
            return Optional.empty();
        }
        RecordsPerSecond perReplica = new RecordsPerSecond(records / seconds / replicas);
        end();
        return Optional.of(perReplica);
    }

    /** Starts anew: what comes next does not continue what came before. */
    void end() {
        records = 0;
        seconds = 0;
    }
}
