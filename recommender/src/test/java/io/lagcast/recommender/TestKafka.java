package io.lagcast.recommender;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The real Kafka of all tests, started once a JVM: in a container where a Docker engine answers, in this process otherwise. Tests share it,
 * so each uses topics and groups of its own.
 */
public final class TestKafka {

    private static final String IMAGE = "apache/kafka:4.1.0";

    private TestKafka() {}

    /** Servers of the shared cluster. */
    public static String bootstrapServers() {
        return Shared.BOOTSTRAP_SERVERS;
    }

    /** An admin client of the shared cluster; the caller closes it. */
    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** A broker of the caller's own in this process, for tests of outages: {@code getCluster().brokers()} can be shut down and started. */
    public static EmbeddedKafkaKraftBroker ownBroker() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(brokerProperties());
        broker.afterPropertiesSet();
        return broker;
    }

    private static Map<String, String> brokerProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        return properties;
    }

    /** Started when it is first asked for. */
    private static final class Shared {

        static final String BOOTSTRAP_SERVERS = start();

        private static String start() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return ownBroker().getBrokersAsString();
            }
            return container().getBootstrapServers();
        }

        /** Not closed: Testcontainers removes it when the JVM ends. */
        @SuppressWarnings("resource")
        private static KafkaContainer container() {
            KafkaContainer container = new KafkaContainer(IMAGE);
            brokerProperties()
                    .forEach((name, value) -> container.withEnv(
                            "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
            container.start();
            return container;
        }
    }
}
