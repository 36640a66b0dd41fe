package io.lagcast.recommender.ledger;

import io.lagcast.recommender.persistence.BackgroundWriter;
import io.lagcast.recommender.persistence.Partitions;
import io.lagcast.recommender.persistence.WriteBehind;
import io.lagcast.recommender.persistence.WriteBehindHealth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue of recommendations, its health ({@code ledger}), and how long their table keeps rows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    @Bean
    WriteBehind<LedgerRow> recommendationQueue(
            BackgroundWriter writer,
            Partitions partitions,
            LedgerSettings settings,
            ObjectProvider<OutboxWriter> outboxes,
            MeterRegistry meters) {
        partitions.keep("recommendations", settings.retention());
        Counter refused = Counter.builder("lagcast.recommendations.refused")
                .description("Recommendations of this instance that were not stored because another had taken over")
                .register(meters);
        return writer.queue(new RecommendationRows(outboxes.orderedStream().toList(), refused));
    }

    @Bean
    WriteBehindHealth ledgerHealthIndicator(WriteBehind<LedgerRow> recommendationQueue) {
        return new WriteBehindHealth(recommendationQueue);
    }
}
