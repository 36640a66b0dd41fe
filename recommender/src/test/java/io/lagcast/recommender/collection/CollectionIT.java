package io.lagcast.recommender.collection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.persistence.TestingStorage;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@DirtiesContext
@TestPropertySource(properties = "lagcast.collection.interval=500ms")
class CollectionIT extends RunningService {

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry properties) {
        properties.add("kafka.bootstrap-servers", TestKafka::bootstrapServers);
    }

    @Test
    void bringsWhatAWatchedGroupHasNotConsumedToTheApi() throws Exception {
        try (Admin admin = TestKafka.admin()) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1)))
                    .all()
                    .get(60, SECONDS);
        }
        put("/api/v1/workloads/orders", "{\"group\":\"orders\",\"topics\":[\"orders\"]}");
        await("/api/v1/workloads/orders", "\"lagRecords\":0.0");

        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "value")).get(60, SECONDS);
        }

        await("/api/v1/workloads/orders", "\"lagRecords\":1.0");
        assertThat(get("/actuator/health").body())
                .contains("\"clusters\":{\"components\":{\"default\":{\"details\":{\"since\"");
        assertThat(get("/actuator/prometheus").body())
                .contains("lagcast_collection_duration_seconds_count{cluster=\"default\"}")
                .contains("lagcast_sample_age_seconds{cluster=\"default\"}");
    }

    private void await(String path, String expected) {
        TestingStorage.await(expected, () -> get(path).body().contains(expected));
    }
}
