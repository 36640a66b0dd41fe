package io.lagcast.recommender.kafkaoutlet;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import io.lagcast.recommender.workloads.Clusters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

@Timeout(300)
class KafkaOutletRestartIT {

    private static final String TOPIC = "recommendations-over-a-restart";
    private static final String NOBODY = "127.0.0.1:1";

    /** Recent enough to be kept. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void publishesAfterARestartWhatNoClusterTookBefore() {
        List<String> issued = new ArrayList<>();
        try (ConfigurableApplicationContext away = start(NOBODY)) {
            Ledger ledger = away.getBean(Ledger.class);
            for (int i = 0; i < 20; i++) {
                issued.add(
                        ledger.issue("waiting", TestingAdvice.scaleOut(start.plusSeconds(i)), TestingAdvice.PROVENANCE)
                                .id()
                                .toString());
            }
            await(
                    "that it was tried",
                    () -> waiting() == 20
                            && away.getBean(MeterRegistry.class)
                                            .counter("lagcast.kafka.outlet.failures")
                                            .count()
                                    > 0);
        }

        try (ConfigurableApplicationContext back = start(TestKafka.bootstrapServers())) {
            await("that all are published", () -> waiting() == 0);
            assertThat(back.isRunning()).isTrue();
        }
        assertThat(published()).containsExactlyElementsOf(issued);
    }

    private ConfigurableApplicationContext start(String servers) {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "spring.datasource.url",
                        database.url(),
                        "spring.datasource.username",
                        database.user(),
                        "spring.datasource.password",
                        database.password(),
                        "lagcast.data-dir",
                        directory.toString(),
                        "lagcast.persistence.flush-interval",
                        "50ms",
                        "lagcast.kafka-outlet.cluster",
                        servers,
                        "lagcast.kafka-outlet.topic",
                        TOPIC,
                        "lagcast.kafka-outlet.send-timeout",
                        servers.equals(NOBODY) ? "500ms" : "20s"))
                .run();
    }

    private int waiting() {
        return database.jdbc()
                .sql("SELECT count(*) FROM kafka_outbox")
                .query(Integer.class)
                .single();
    }

    private static List<String> published() {
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrapServers(),
                        "group.id",
                        "test-of-" + TOPIC,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(Set.of(TOPIC));
            await("20 records", () -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> ids.add(record.value().replaceAll("^.*?\"id\":\"([^\"]+)\".*$", "$1")));
                return ids.size() >= 20;
            });
        }
        return ids;
    }

    /** A cluster whose name is its servers. */
    private static final class TestingClusters implements Clusters {

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Map<String, String> client(String name) {
            return Map.of("bootstrap.servers", name);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, JacksonAutoConfiguration.class})
    @ComponentScan(
            basePackages = {
                "io.lagcast.recommender.persistence",
                "io.lagcast.recommender.leadership",
                "io.lagcast.recommender.tracing",
                "io.lagcast.recommender.ledger",
                "io.lagcast.recommender.kafkaoutlet"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.Testing.*"))
    static class Wiring {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        InstantSource clock() {
            return Clock.systemUTC();
        }

        @Bean
        Clusters clusters() {
            return new TestingClusters();
        }
    }
}
