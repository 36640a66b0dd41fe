package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.ledger.CloudEventJson;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The topic, made when it is first written to and is not there. Connects when it is first used; not for several threads. */
final class RecommendationTopic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecommendationTopic.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final String LONGEST_BLOCK_MILLIS = "5000";

    private final Map<String, String> client;
    private final KafkaOutletSettings settings;
    private final JsonMapper json;
    private final Traces traces;
    private final InstantSource clock;
    private @Nullable KafkaProducer<String, byte[]> producer;

    RecommendationTopic(
            Map<String, String> client,
            KafkaOutletSettings settings,
            JsonMapper json,
            Traces traces,
            InstantSource clock) {
        this.client = Map.copyOf(client);
        this.settings = settings;
        this.json = json;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Publishes messages in their order; returns when all are acknowledged.
     *
     * @throws KafkaException if some are not, so that all must be published again
     */
    void publish(List<TopicMessage> messages) throws InterruptedException {
        KafkaProducer<String, byte[]> connected = connected();
        List<Sending> sent = new ArrayList<>();
        for (TopicMessage message : messages) {
            Sending sending = new Sending(message, clock.instant(), connected.send(record(message)));
            if (sending.acknowledged().isDone()) {
                // While the cluster is away every record would be waited for as long as this one was.
                await(sending);
            } else {
                sent.add(sending);
            }
        }
        connected.flush();
        for (Sending each : sent) {
            await(each);
        }
    }

    /** A message under way. */
    private record Sending(TopicMessage message, Instant since, Future<RecordMetadata> acknowledged) {}

    private ProducerRecord<String, byte[]> record(TopicMessage message) {
        return switch (message) {
            case TopicMessage.Told told -> event(told.recommendation());
            case TopicMessage.Forgotten forgotten -> new ProducerRecord<>(settings.topic(), forgotten.workload(), null);
        };
    }

    /** Structured mode of the Kafka binding of CloudEvents. */
    private ProducerRecord<String, byte[]> event(Recommendation recommendation) {
        byte[] value = json.writeValueAsBytes(CloudEventJson.of(recommendation));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(settings.topic(), recommendation.workload(), value);
        record.headers().add("content-type", CloudEventJson.CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
        recommendation
                .provenance()
                .traceparent()
                .ifPresent(span -> record.headers().add("traceparent", span.getBytes(StandardCharsets.US_ASCII)));
        return record;
    }

    private void await(Sending sending) throws InterruptedException {
        traces.continuation("deliver", sending.message().traceparent())
                .since(sending.since())
                .run(attributes -> {
                    attributes.tag("messaging.destination.name", settings.topic());
                    awaitAcknowledgement(sending);
                });
    }

    private void awaitAcknowledgement(Sending sending) throws InterruptedException {
        try {
            sending.acknowledged().get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RecordTooLargeException tooLarge) {
                log.warn(
                        "{} is larger than topic {} takes and is not published: {}",
                        sending.message().subject(),
                        settings.topic(),
                        tooLarge.getMessage());
                return;
            }
            throw new KafkaException(String.valueOf(failed.getCause()), failed);
        } catch (TimeoutException late) {
            throw new KafkaException("No acknowledgement within " + settings.sendTimeout(), late);
        }
    }

    private KafkaProducer<String, byte[]> connected() throws InterruptedException {
        if (producer == null) {
            makeTopic();
            producer = new KafkaProducer<>(properties(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        String timeout = Long.toString(settings.sendTimeout().toMillis());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "lagcast-outlet");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        return properties;
    }

    /** A broker that does not let us make it may have it all the same, which the first record tells. */
    private void makeTopic() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(client);
        String timeout = Long.toString(settings.sendTimeout().toMillis());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "lagcast-outlet-admin");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        NewTopic topic = new NewTopic(settings.topic(), Optional.of(settings.partitions()), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(topic)).all().get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
            log.info("Made the compacted topic {}", settings.topic());
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RetriableException away) {
                throw new KafkaException("The cluster does not answer: " + away.getMessage(), away);
            }
            if (!(refused.getCause() instanceof TopicExistsException)) {
                log.warn("Topic {} could not be made: {}", settings.topic(), String.valueOf(refused.getCause()));
            }
        } catch (TimeoutException late) {
            throw new KafkaException("The cluster did not answer within " + settings.sendTimeout(), late);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }
}
