package io.lagcast.recommender.collection;

import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.workloads.Clusters;
import io.lagcast.recommender.workloads.Workloads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** Reads pushed samples from a topic, if a cluster is configured for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lagcast.sample-topic.cluster")
@EnableConfigurationProperties(SampleTopicSettings.class)
class SampleTopicConfiguration {

    private static final long RETRY_MILLIS = 1000;
    private static final int ANY_PARTITION = -1;
    private static final String MOST_AT_ONCE = "1000";
    /** How long it may take until a topic that was made late is read. */
    private static final String TOPIC_NOTICED_MILLIS = "10000";

    @Bean
    SampleTopics sampleTopics(Clusters clusters, SampleTopicSettings settings) {
        return new SampleTopics(clusters.client(settings.cluster()), settings);
    }

    /** A bean so that it is closed with everything else, and for nobody but the listener. */
    @Bean(defaultCandidate = false)
    DefaultKafkaProducerFactory<byte[], byte[]> sampleDeadLetterProducers(
            Clusters clusters, SampleTopicSettings settings) {
        Map<String, Object> properties = new HashMap<>(clusters.client(settings.cluster()));
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "lagcast-samples-dlt");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return new DefaultKafkaProducerFactory<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> sampleTopicContainer(
            Clusters clusters,
            SampleTopicSettings settings,
            @Qualifier("sampleDeadLetterProducers")
                    DefaultKafkaProducerFactory<byte[], byte[]> sampleDeadLetterProducers,
            Workloads workloads,
            Histories histories,
            InstantSource clock,
            MeterRegistry meters) {
        DeadLetterPublishingRecoverer deadLetters = new DeadLetterPublishingRecoverer(
                new KafkaTemplate<>(sampleDeadLetterProducers),
                (record, why) -> new TopicPartition(settings.deadLetterTopic(), ANY_PARTITION));
        deadLetters.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        ContainerProperties properties = new ContainerProperties(settings.topic());
        properties.setGroupId(settings.group());
        properties.setMissingTopicsFatal(false);
        properties.setMessageListener(
                new SampleTopicListener(workloads, histories::append, deadLetters, clock, meters));
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        consumer(clusters.client(settings.cluster())),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                properties);
        container.setAutoStartup(false);
        container.setConcurrency(settings.consumers());
        // What is wrong with a record is dealt with by the listener; what is left is an outage, which passes.
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    /** Records are taken by the leader: it alone decides about what they say. */
    @Bean
    @Order(LeaderDuty.ACTING)
    LeaderDuty sampleTopicDuty(ConcurrentMessageListenerContainer<byte[], byte[]> sampleTopicContainer) {
        return new LeaderDuty() {

            @Override
            public void begin() {
                sampleTopicContainer.start();
            }

            @Override
            public void end() {
                sampleTopicContainer.stop();
            }
        };
    }

    private static Map<String, Object> consumer(Map<String, String> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "lagcast-samples");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, TOPIC_NOTICED_MILLIS);
        return properties;
    }
}
