package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;

/**
 * KEDA's Kafka scaler with its defaults in front of the horizontal pod autoscaler it creates. From one to many replicas the autoscaler decides on
 * {@code total = sum of the partitions' lag}, AverageValue, target {@code lagThreshold}; {@code allowIdleConsumers} being off, a total above
 * {@code partitions * lagThreshold} is cut to that. The comparison is made on the quotient of an integer division, as in the source, so that up to
 * {@code (partitions + 1) * lagThreshold - 1} passes and one replica more than partitions can come of it.
 *
 * <p>Source: kedacore/keda {@code pkg/scalers/kafka_scaler.go} (getTotalLag). Not modelled: activation from and to zero, since replays keep
 * {@code minReplicas}; {@code maxReplicaCount} is KEDA's default of 100 or the number of partitions and one, whichever is more.
 */
public final class Keda implements Scaler {

    /** {@code maxReplicaCount}. */
    static final int DEFAULT_MAX_REPLICAS = 100;

    private final String name;
    private final long lagThreshold;
    private final HorizontalPodAutoscaler autoscaler;

    public Keda(String name, long lagThreshold, int minReplicas, int partitions) {
        this.name = name;
        this.lagThreshold = lagThreshold;
        this.autoscaler =
                new HorizontalPodAutoscaler(minReplicas, Math.max(DEFAULT_MAX_REPLICAS, partitions + 1), false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        long total = reported(seen.lagRecords(), lagThreshold, seen.partitions());
        return autoscaler.sync(seen.second(), (double) total, (double) lagThreshold, seen.desired());
    }

    /** The lag that is reported to the autoscaler. */
    static long reported(long totalLag, long lagThreshold, int partitions) {
        return totalLag / lagThreshold > partitions ? partitions * lagThreshold : totalLag;
    }
}
