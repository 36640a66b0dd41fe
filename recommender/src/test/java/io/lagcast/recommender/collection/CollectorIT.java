package io.lagcast.recommender.collection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.LagSample;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.workloads.TestingWorkloads;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Workload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class CollectorIT {

    private static final CollectionSettings SETTINGS = new CollectionSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(1), 20, Duration.ofMillis(200), Duration.ofSeconds(5));

    private final BlockingQueue<Map.Entry<String, LagSample>> received = new LinkedBlockingQueue<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EmbeddedKafkaKraftBroker broker = TestKafka.ownBroker();
    private final Workload here = workload("here", "stopping");
    private final Workload elsewhere = workload("elsewhere", "steady");
    private final Collector collector = new Collector(
            List.of(
                    cluster("stopping", broker.getBrokersAsString()),
                    cluster("steady", TestKafka.bootstrapServers()),
                    cluster("nowhere", "does-not-exist.invalid:9092")),
            SETTINGS,
            TestingWorkloads.of(here, elsewhere, workload("lost", "nowhere")),
            (workload, sample) -> received.add(Map.entry(workload, sample)),
            new CollectionMeters(registry, InstantSource.system()),
            Traces.OFF,
            InstantSource.system());
    private final ClustersHealth health = new ClustersHealth(collector, List.of("stopping", "steady", "nowhere"));

    @AfterEach
    void stop() {
        collector.end();
        broker.destroy();
    }

    @Test
    void goesOnThroughAnOutageOfABroker() throws Exception {
        createTopic();
        collector.begin();
        await("here", sample -> sample.partitions().size() == 2);
        assertThat(status("stopping")).isEqualTo(Status.UP);
        assertThat(status("nowhere")).isEqualTo(Status.DOWN);

        brokers().forEach(BrokerServer::shutdown);
        await("here", sample -> sample.partitions().isEmpty());
        assertThat(status("stopping")).isEqualTo(Status.DOWN);
        await("elsewhere", sample -> sample.unread().isEmpty());

        brokers().forEach(BrokerServer::startup);
        await("here", sample -> sample.partitions().size() == 2);
        assertThat(status("stopping")).isEqualTo(Status.UP);
        assertThat(registry.find("lagcast.collection.failures")
                        .tag("cluster", "stopping")
                        .counters())
                .isNotEmpty();
        assertThat(registry.find("lagcast.sample.age").tag("cluster", "steady").gauge())
                .isNotNull();
    }

    private Collection<BrokerServer> brokers() {
        return Objects.requireNonNull(broker.getCluster()).brokers().values();
    }

    /** Waits for a sample taken from now on. */
    private void await(String workload, Predicate<LagSample> expected) throws InterruptedException {
        received.clear();
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            Map.Entry<String, LagSample> next = received.poll(1, SECONDS);
            if (next != null && next.getKey().equals(workload) && expected.test(next.getValue())) {
                return;
            }
        }
        throw new AssertionError("No such sample of " + workload + " within a minute");
    }

    private Status status(String cluster) {
        HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(health.getContributor(cluster));
        return Objects.requireNonNull(indicator.health()).getStatus();
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            admin.createTopics(List.of(new NewTopic("here", 2, (short) 1)))
                    .all()
                    .get(10, SECONDS);
        }
    }

    private static Workload workload(String name, String cluster) {
        Workload template = TestingWorkloads.workload(name);
        return new Workload(name, cluster, name, List.of(name), template.mode(), template.policy(), template.origin());
    }

    private static ClusterSettings cluster(String name, String servers) {
        return new ClusterSettings(name, Map.of("bootstrap.servers", servers));
    }
}
