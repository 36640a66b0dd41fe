package io.lagcast.recommender.ledger;

import io.lagcast.recommender.persistence.BackgroundWriter;
import io.lagcast.recommender.persistence.Partitions;
import io.lagcast.recommender.persistence.WriteBehind;
import io.lagcast.recommender.persistence.WriteBehindHealth;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue of recommendations, its health ({@code ledger}), and how long their table keeps rows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    @Bean
    WriteBehind<Recommendation> recommendationQueue(
            BackgroundWriter writer,
            Partitions partitions,
            LedgerSettings settings,
            ObjectProvider<OutboxWriter> outboxes) {
        partitions.keep("recommendations", settings.retention());
        return writer.queue(new RecommendationRows(outboxes.orderedStream().toList()));
    }

    @Bean
    WriteBehindHealth ledgerHealthIndicator(WriteBehind<Recommendation> recommendationQueue) {
        return new WriteBehindHealth(recommendationQueue);
    }
}
