package io.lagcast.recommender.collection;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of the configured clusters: each up or down, since when and why. */
final class ClustersHealth implements CompositeHealthContributor {

    private final Collector collector;
    private final List<String> names;

    ClustersHealth(Collector collector, List<String> names) {
        this.collector = collector;
        this.names = List.copyOf(names);
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return names.contains(name) ? (HealthIndicator) () -> health(name) : null;
    }

    @Override
    public Stream<HealthContributors.Entry> stream() {
        return names.stream().map(name -> new HealthContributors.Entry(name, (HealthIndicator) () -> health(name)));
    }

    private Health health(String name) {
        return collector
                .running()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .map(cluster -> health(cluster.reachability()))
                .orElseGet(() -> Health.unknown().build());
    }

    private static Health health(Reachability reachability) {
        Health.Builder health =
                switch (reachability.state()) {
                    case UNKNOWN -> Health.unknown();
                    case UP -> Health.up();
                    case DOWN -> Health.down();
                };
        health.withDetail("since", reachability.since());
        reachability.error().ifPresent(error -> health.withDetail("error", error));
        return health.build();
    }
}
