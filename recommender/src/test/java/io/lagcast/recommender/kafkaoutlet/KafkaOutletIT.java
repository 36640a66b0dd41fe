package io.lagcast.recommender.kafkaoutlet;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@Timeout(300)
@TestPropertySource(
        properties = {
            "lagcast.collection.interval=10m",
            "lagcast.kafka-outlet.cluster=default",
            "lagcast.kafka-outlet.topic=recommendations-of-test",
            "lagcast.sample-topic.cluster=default",
            "lagcast.sample-topic.topic=samples-of-test",
            "lagcast.sample-topic.dead-letter-topic=samples-of-test.dlt"
        })
class KafkaOutletIT extends RunningService {

    private static final String TOPIC = "recommendations-of-test";

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    private Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry properties) {
        properties.add("kafka.bootstrap-servers", TestKafka::bootstrapServers);
    }

    @Test
    void publishesEveryRecommendationInOrderToACompactedTopic() throws Exception {
        List<String> issued = new ArrayList<>();
        put("/api/v1/workloads/published", "{}");
        for (int i = 0; i < 30; i++) {
            issued.add(issue("published"));
            issue("published-too");
        }

        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        await("all of them", () -> {
            records.clear();
            everything().stream()
                    .filter(record -> record.key().equals("published"))
                    .forEach(records::add);
            return records.size() >= issued.size();
        });

        List<JsonNode> events = records.stream()
                .map(record -> JsonMapper.shared().readTree(record.value()))
                .toList();
        assertThat(events.stream().map(event -> event.path("id").asString()).distinct())
                .containsExactlyElementsOf(issued);
        JsonNode newest = events.getLast();
        assertThat(newest.path("specversion").asString()).isEqualTo("1.0");
        assertThat(newest.path("type").asString()).isEqualTo("io.lagcast.recommendation.v1");
        assertThat(newest.path("data")).isEqualTo(json(get("/api/v1/workloads/published/recommendation")));
        assertThat(header(records.getFirst(), "content-type")).isEqualTo("application/cloudevents+json");
        assertThat(cleanupPolicy()).isEqualTo("compact");
        await(
                "that all are crossed off",
                () -> jdbc.sql("SELECT count(*) FROM kafka_outbox")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void forgetsARemovedWorkloadUntilItComesBack() {
        put("/api/v1/workloads/forgotten", "{}");
        String first = issue("forgotten");
        await("the event", () -> newest("forgotten").contains(first));

        assertThat(delete("/api/v1/workloads/forgotten").statusCode()).isEqualTo(204);
        String late = issue("forgotten"); // decided before the removal, stored after it
        await("that it is stored", () -> isStored(late));

        await("the tombstone", () -> newest("forgotten").isEmpty());
        put("/api/v1/workloads/forgotten", "{}");
        String again = issue("forgotten");
        await("the new event", () -> newest("forgotten").contains(again));
        assertThat(everything())
                .filteredOn(record -> "forgotten".equals(record.key()))
                .extracting(ConsumerRecord::value)
                .noneMatch(value -> String.valueOf(value).contains(late));
    }

    private boolean isStored(String id) {
        return jdbc.sql("SELECT count(*) FROM recommendations WHERE recommendation_id = :id::uuid")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** What the topic says last under a key; nothing when that is a tombstone. */
    private static String newest(String key) {
        return everything().stream()
                .filter(record -> key.equals(record.key()))
                .reduce((earlier, later) -> later)
                .map(record -> record.value() == null ? "" : record.value())
                .orElse("nothing yet");
    }

    private static List<ConsumerRecord<String, String>> everything() {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void takesSamplesFromATopicAndSetsAsideWhatIsNone() throws Exception {
        put("/api/v1/workloads/sampled", "{}");
        Instant observed = time.minusSeconds(30);
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>("samples-of-test", "sampled", "{\"workload\":"))
                    .get(60, SECONDS);
            producer.send(new ProducerRecord<>("samples-of-test", "sampled", null))
                    .get(60, SECONDS);
            producer.send(new ProducerRecord<>("samples-of-test", "nobody", sample("nobody-knows", observed)))
                    .get(60, SECONDS);
            producer.send(new ProducerRecord<>("samples-of-test", "sampled", sample("sampled", observed)))
                    .get(60, SECONDS);
        }

        await("the sample", () -> json(get("/api/v1/workloads/sampled"))
                .path("status")
                .path("lastSampleAt")
                .asString("")
                .equals(observed.toString()));
        List<ConsumerRecord<String, String>> aside = read("samples-of-test.dlt", 3);
        assertThat(aside)
                .extracting(record -> header(record, "kafka_dlt-exception-message"))
                .anyMatch(reason -> reason.contains("Not a JSON object"))
                .anyMatch(reason -> reason.contains("no value"))
                .anyMatch(reason -> reason.contains("There is no workload \"nobody-knows\""));
        assertThat(aside)
                .allSatisfy(record ->
                        assertThat(header(record, "kafka_dlt-original-topic")).isEqualTo("samples-of-test"))
                .noneMatch(record -> record.headers().lastHeader("kafka_dlt-exception-stacktrace") != null);
    }

    private String issue(String workload) {
        time = time.plusMillis(1);
        return ledger.issue(workload, TestingAdvice.scaleOut(time), TestingAdvice.PROVENANCE)
                .id()
                .toString();
    }

    private static String sample(String workload, Instant observed) {
        return """
                {"workload":"%s","time":"%s","replicas":{"desired":5,"ready":5},"groupState":"STABLE",\
                "partitions":[{"topic":"t","partition":0,"endOffset":1200,"committedOffset":1180}]}""".formatted(workload, observed);
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    /** The first records of a topic, at least as many as asked for. */
    private static List<ConsumerRecord<String, String>> read(String topic, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrapServers(),
                        "group.id",
                        "test-of-" + topic,
                        "metadata.max.age.ms",
                        "500",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(Set.of(topic));
            await(count + " records of " + topic, () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return record.headers().lastHeader(name) == null
                ? ""
                : new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String cleanupPolicy() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        try (Admin admin = TestKafka.admin()) {
            return admin.describeConfigs(List.of(topic)).all().get(60, SECONDS).values().stream()
                    .map(config -> config.get("cleanup.policy").value())
                    .collect(Collectors.joining());
        }
    }
}
