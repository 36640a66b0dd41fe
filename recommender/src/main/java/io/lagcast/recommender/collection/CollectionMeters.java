package io.lagcast.recommender.collection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the collection says about itself as metrics, by cluster. */
final class CollectionMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Instant> completeAt = new ConcurrentHashMap<>();

    CollectionMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void took(String cluster, Duration duration) {
        registry.timer("lagcast.collection.duration", "cluster", cluster).record(duration);
    }

    void failed(String cluster, Exception reason) {
        String error = reason.getClass().getSimpleName();
        registry.counter("lagcast.collection.failures", "cluster", cluster, "error", error)
                .increment();
    }

    void complete(String cluster, Instant at) {
        if (completeAt.put(cluster, at) == null) {
            TimeGauge.builder("lagcast.sample.age", () -> age(cluster), TimeUnit.MILLISECONDS)
                    .description("Time since every group of the cluster was read completely")
                    .tag("cluster", cluster)
                    .register(registry);
        }
    }

    private double age(String cluster) {
        Instant now = clock.instant();
        return Duration.between(completeAt.getOrDefault(cluster, now), now).toMillis();
    }
}
