package io.lagcast.demo;

import io.lagcast.demo.traffic.Deliveries;
import io.lagcast.demo.traffic.Replicas;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Obeys: every second it asks how many replicas there should be and starts or stops some. When it gets no answer it leaves
 * everything as it is.
 */
final class Executor implements AutoCloseable {

    private final Scaler scaler;
    private final Replicas replicas;
    private final Deliveries deliveries;
    private final int mostReplicas;
    private final RecommendationClient client;
    private final InstantSource clock;
    private final ScheduledExecutorService ticks;
    private volatile Optional<RecommendationClient.Recommendation> latest = Optional.empty();
    private volatile String model = "";

    @SuppressWarnings("FutureReturnValueIgnored") // a tick catches what can go wrong in it
    Executor(
            Scaler scaler,
            Replicas replicas,
            Deliveries deliveries,
            int mostReplicas,
            URI recommendation,
            InstantSource clock) {
        this.scaler = scaler;
        this.replicas = replicas;
        this.deliveries = deliveries;
        this.mostReplicas = mostReplicas;
        this.client = new RecommendationClient(recommendation);
        this.clock = clock;
        this.ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("executor").factory());
        ticks.scheduleWithFixedDelay(this::tick, 1_000, 1_000, TimeUnit.MILLISECONDS);
    }

    /** The recommendation in force when it was last asked for; empty when there was none. */
    Optional<RecommendationClient.Recommendation> latest() {
        return latest;
    }

    /** The forecast model that the last recommendation with one rests on; empty without any. */
    String model() {
        return model;
    }

    /** Asks no more; the replicas stay as they are. */
    void stop() {
        ticks.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        client.close();
    }

    private void tick() {
        latest = client.latest();
        latest.map(RecommendationClient.Recommendation::model)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> model = name);
        wanted().ifPresent(count -> {
            int possible = Math.clamp(count, 1, mostReplicas);
            if (possible != replicas.count()) {
                replicas.resize(possible);
            }
        });
    }

    private Optional<Integer> wanted() {
        return switch (scaler) {
            case Scaler.Lagcast lagcast ->
                latest.filter(one -> !one.executeAt().isAfter(clock.instant()))
                        .map(RecommendationClient.Recommendation::desiredReplicas);
            case Scaler.Over over -> Optional.of(mostReplicas);
            case Scaler.Fixed fixed -> Optional.of(fixed.replicas());
            case Scaler.Keda keda ->
                Optional.of((int) Math.ceilDiv(deliveries.lagRecords(), (long) keda.lagPerReplica()));
        };
    }
}
