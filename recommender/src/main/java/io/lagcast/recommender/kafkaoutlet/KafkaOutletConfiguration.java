package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Clusters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the outlet together, if a cluster is configured for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lagcast.kafka-outlet.cluster")
@EnableConfigurationProperties(KafkaOutletSettings.class)
class KafkaOutletConfiguration {

    @Bean
    KafkaOutbox kafkaOutbox() {
        return new KafkaOutbox();
    }

    @Bean
    TopicPublisher topicPublisher(
            Database database,
            Ledger ledger,
            Clusters clusters,
            KafkaOutletSettings settings,
            JsonMapper json,
            MeterRegistry meters,
            Traces traces,
            InstantSource clock) {
        RecommendationTopic topic =
                new RecommendationTopic(clusters.client(settings.cluster()), settings, json, traces, clock);
        return new TopicPublisher(database, ledger, topic, settings, meters);
    }
}
