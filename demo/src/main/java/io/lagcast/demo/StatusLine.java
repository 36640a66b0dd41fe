package io.lagcast.demo;

import io.lagcast.demo.traffic.Deliveries;
import io.lagcast.demo.traffic.Producer;
import io.lagcast.demo.traffic.Replicas;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One line about how things stand. */
final class StatusLine {

    private final Producer producer;
    private final Replicas replicas;
    private final Executor executor;
    private final Deliveries deliveries;

    StatusLine(Producer producer, Replicas replicas, Executor executor, Deliveries deliveries) {
        this.producer = producer;
        this.replicas = replicas;
        this.executor = executor;
        this.deliveries = deliveries;
    }

    String at(Duration elapsed) {
        Optional<RecommendationClient.Recommendation> latest = executor.latest();
        return String.format(
                Locale.ROOT,
                "%02d:%02d  %,6.0f/s  lag %,7d  %5.1f s  replicas %2d (%2d serving) -> %s  %s",
                elapsed.toMinutes(),
                elapsed.toSecondsPart(),
                producer.recordsPerSecond(),
                deliveries.lagRecords(),
                deliveries.takeRecentLagTime().toMillis() / 1e3,
                replicas.count(),
                replicas.serving(),
                latest.map(one -> String.valueOf(one.desiredReplicas())).orElse("?"),
                latest.map(one -> one.reasonCode() + ": " + one.reasonText()).orElse("no recommendation"));
    }
}
