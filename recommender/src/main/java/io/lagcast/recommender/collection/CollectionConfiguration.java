package io.lagcast.recommender.collection;

import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Clusters;
import io.lagcast.recommender.workloads.Workloads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Puts the collection together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CollectionSettings.class)
class CollectionConfiguration {

    @Bean
    ConfiguredClusters configuredClusters(Environment environment) {
        return new ConfiguredClusters(ClusterSettings.from(environment));
    }

    /** The clusters of the configuration, for whoever refers to them by name. */
    record ConfiguredClusters(List<ClusterSettings> settings) implements Clusters {

        @Override
        public Set<String> names() {
            return ClusterSettings.names(settings);
        }

        @Override
        public Map<String, String> client(String name) {
            return settings.stream()
                    .filter(cluster -> cluster.name().equals(name))
                    .findFirst()
                    .map(ClusterSettings::client)
                    .orElseThrow(() -> new IllegalArgumentException("No cluster \"" + name + "\" is configured, only "
                            + names() + ".\nMaybe add lagcast.clusters." + name + ".bootstrap.servers=HOST:PORT"));
        }
    }

    @Bean
    @Order(LeaderDuty.ACTING)
    Collector collector(
            ConfiguredClusters clusters,
            CollectionSettings settings,
            Workloads workloads,
            Histories histories,
            MeterRegistry registry,
            Traces traces,
            InstantSource clock) {
        return new Collector(
                clusters.settings(),
                settings,
                workloads,
                histories::append,
                new CollectionMeters(registry, clock),
                traces,
                clock);
    }

    @Bean
    ClustersHealth clustersHealthContributor(Collector collector, ConfiguredClusters clusters) {
        return new ClustersHealth(
                collector,
                clusters.settings().stream().map(ClusterSettings::name).toList());
    }
}
