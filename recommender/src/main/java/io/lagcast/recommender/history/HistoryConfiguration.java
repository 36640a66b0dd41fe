package io.lagcast.recommender.history;

import io.lagcast.recommender.persistence.BackgroundWriter;
import io.lagcast.recommender.persistence.Partitions;
import io.lagcast.recommender.persistence.WriteBehind;
import io.lagcast.recommender.persistence.WriteBehindHealth;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue of samples, its health ({@code history}), and how long their tables keep rows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistorySettings.class)
class HistoryConfiguration {

    @Bean
    WriteBehind<SampleRow> sampleQueue(BackgroundWriter writer, Partitions partitions, HistorySettings settings) {
        partitions.keep("samples", settings.rawRetention());
        for (Resolution resolution : Resolution.values()) {
            partitions.keep(resolution.table(), resolution.retention(settings));
        }
        return writer.queue(new SampleRows());
    }

    @Bean
    WriteBehindHealth historyHealthIndicator(WriteBehind<SampleRow> sampleQueue) {
        return new WriteBehindHealth(sampleQueue);
    }
}
