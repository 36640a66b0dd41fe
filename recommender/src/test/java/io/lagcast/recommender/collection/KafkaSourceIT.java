package io.lagcast.recommender.collection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.recommender.TestKafka;
import io.lagcast.recommender.persistence.TestingStorage;
import io.lagcast.recommender.workloads.TestingWorkloads;
import io.lagcast.recommender.workloads.Workload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaSourceIT {

    private static final CollectionSettings SETTINGS =
            new CollectionSettings(Duration.ofMinutes(1), Duration.ofSeconds(30), 20, Duration.ZERO, Duration.ZERO);

    /** Where what is asked for is not there: the admin client asks for it until its time is up. */
    private static final CollectionSettings IMPATIENT =
            new CollectionSettings(Duration.ofMinutes(1), Duration.ofSeconds(1), 20, Duration.ZERO, Duration.ZERO);

    private static final Duration JOIN_LIMIT = Duration.ofMinutes(2);

    private final String topic = "topic-" + UUID.randomUUID();
    private final String group = "group-" + UUID.randomUUID();
    private final Workload workload = TestingWorkloads.workload(group);
    private final WorkloadHistory history = new WorkloadHistory(Duration.ofHours(1));
    private final List<KafkaConsumer<String, String>> consumers = new ArrayList<>();

    private Admin admin;
    private KafkaSource source;

    @BeforeEach
    void createTopic() throws Exception {
        admin = TestKafka.admin();
        source = new KafkaSource(admin, SETTINGS, InstantSource.system());
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get(60, SECONDS);
    }

    @AfterEach
    void close() {
        consumers.forEach(KafkaConsumer::close);
        admin.close();
    }

    @Test
    void readsAGroupThatConsumes() {
        produce(30);
        join("org.apache.kafka.clients.consumer.RangeAssignor", 30);
        produce(12);

        LagSample sample = sample(workload);

        assertThat(sample.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(sample.protocol()).contains(RebalanceProtocol.EAGER);
        assertThat(sample.membership().assignor()).contains(Assignor.RANGE);
        assertThat(sample.membership().staticMembers()).contains(false);
        assertThat(sample.replicas()).contains(new ReplicaCounts(1, OptionalInt.of(1)));
        assertThat(sample.unread()).isEmpty();
        assertThat(sample.partitions()).hasSize(3).allSatisfy(partition -> {
            assertThat(partition.beginning()).hasValue(0);
            assertThat(partition.committed()).hasValue(10);
            assertThat(partition.end()).isEqualTo(14);
        });
    }

    @Test
    void tellsACooperativeAssignorFromAnEagerOne() {
        produce(3);
        join("org.apache.kafka.clients.consumer.CooperativeStickyAssignor", 3);

        assertThat(sample(workload).protocol()).contains(RebalanceProtocol.COOPERATIVE);
    }

    @Test
    void readsAGroupOfTheConsumerProtocol() {
        produce(3);
        join(consumer(Map.of("group.protocol", "consumer")), 3);

        // It consumes what it was assigned before it tells the coordinator that it does.
        LagSample sample = awaitSample(workload, seen -> seen.groupState() == GroupState.STABLE);

        assertThat(sample.protocol()).contains(RebalanceProtocol.SERVER_ASSIGNED);
        assertThat(sample.membership().assignor()).contains(Assignor.UNIFORM);
        assertThat(sample.partitions()).hasSize(3);
    }

    @Test
    void knowsWhatAGroupConsumedAfterItsMembersLeft() {
        produce(3);
        join("org.apache.kafka.clients.consumer.RangeAssignor", 3);
        sample(workload);
        consumers.forEach(KafkaConsumer::close);

        LagSample sample = awaitSample(workload, seen -> seen.groupState() == GroupState.EMPTY);

        assertThat(sample.replicas()).as("a group that never scales to zero").isEmpty();
        assertThat(sample.partitions()).hasSize(3);
    }

    @Test
    void readsTheTopicsOfAGroupThatDoesNotExistYet() {
        produce(3);

        LagSample sample = sample(onTopic());

        assertThat(sample.groupState()).isEqualTo(GroupState.DEAD);
        assertThat(sample.unread()).isEmpty();
        assertThat(sample.partitions())
                .hasSize(3)
                .allSatisfy(partition -> assertThat(partition.committed()).isEmpty())
                .allSatisfy(partition -> assertThat(partition.end()).isEqualTo(1));
    }

    @Test
    void findsNothingToConsumeForAGroupNobodyKnows() {
        LagSample sample = sample(workload);

        assertThat(sample.groupState()).isEqualTo(GroupState.DEAD);
        assertThat(sample.partitions()).isEmpty();
        assertThat(history.latest().orElseThrow().gap()).isFalse();
    }

    @Test
    void noticesPartitionsAddedToATopic() throws Exception {
        sample(onTopic());
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all().get(60, SECONDS);

        awaitSample(onTopic(), seen -> seen.partitions().size() == 5);

        sample(onTopic());
        assertThat(history.latest().orElseThrow().gap()).isFalse();
    }

    @Test
    void startsAnewWithATopicThatWasDeletedAndMadeAgain() throws Exception {
        source = new KafkaSource(admin, IMPATIENT, InstantSource.system());
        produce(300);
        sample(onTopic());
        admin.deleteTopics(List.of(topic)).all().get(60, SECONDS);
        awaitSample(onTopic(), seen -> history.latest().orElseThrow().gap());
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get(60, SECONDS);
        produce(30);

        awaitSample(
                onTopic(),
                seen -> seen.partitions().size() == 3
                        && seen.partitions().stream().allMatch(partition -> partition.end() == 10));
        awaitSample(onTopic(), seen -> !history.latest().orElseThrow().gap());
        assertThat(IntStream.range(0, history.size()).mapToObj(history::measurement))
                .allSatisfy(measurement ->
                        assertThat(measurement.produced().orElse(0)).isNotNegative());
    }

    @Test
    void countsTransactionMarkersAsOffsets() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", group))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, null, "a")).get(60, SECONDS);
            producer.commitTransaction();
        }

        // The coordinator has written down the end of the transaction; it tells the partitions afterwards.
        LagSample sample = awaitSample(onTopic(), seen -> seen.partitions().stream()
                .anyMatch(partition -> partition.id().partition() == 0 && partition.end() >= 2));

        assertThat(partition(sample, 0).end()).isEqualTo(2);
    }

    @Test
    void readsTheBeginningAfterRecordsWereDeleted() throws Exception {
        produce(30);
        sample(onTopic());
        admin.deleteRecords(Map.of(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(7)))
                .all()
                .get(60, SECONDS);

        PartitionOffsets offsets = partition(sample(onTopic()), 1);

        assertThat(offsets.beginning()).hasValue(7);
        assertThat(offsets.end()).isEqualTo(10);
    }

    @Test
    void readsManyGroupsAtOnceEachForItself() {
        produce(30);
        join("org.apache.kafka.clients.consumer.RangeAssignor", 30);
        Workload absent = TestingWorkloads.workload("absent-" + group);

        Collected collected = source.collect(List.of(workload, absent));

        assertThat(collected.sample(group).partitions()).hasSize(3);
        assertThat(collected.sample(absent.name()).partitions()).isEmpty();
    }

    private LagSample sample(Workload workload) {
        LagSample sample = source.collect(List.of(workload)).sample(workload.name());
        history.append(sample);
        return sample;
    }

    /** Samples until one is as expected: what a broker was told it knows a moment later. */
    private LagSample awaitSample(Workload workload, Predicate<LagSample> expected) {
        List<LagSample> last = new ArrayList<>();
        TestingStorage.await("such a sample", () -> {
            last.add(sample(workload));
            return expected.test(last.getLast());
        });
        return last.getLast();
    }

    private Workload onTopic() {
        return new Workload(
                workload.name(),
                workload.cluster(),
                group,
                List.of(topic),
                workload.mode(),
                workload.policy(),
                workload.origin());
    }

    private static PartitionOffsets partition(LagSample sample, int partition) {
        return sample.partitions().stream()
                .filter(offsets -> offsets.id().partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    private void produce(int records) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int record = 0; record < records; record++) {
                sent.add(producer.send(new ProducerRecord<>(topic, record % 3, null, "value")));
            }
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", TestKafka.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private void join(String assignor, int records) {
        join(consumer(Map.of("partition.assignment.strategy", assignor)), records);
    }

    /** Joins the group, consumes so many records and commits them. */
    private void join(KafkaConsumer<String, String> consumer, int records) {
        consumers.add(consumer);
        consumer.subscribe(List.of(topic));
        int consumed = 0;
        long deadlineNanos = System.nanoTime() + JOIN_LIMIT.toNanos();
        while (consumed < records && System.nanoTime() < deadlineNanos) {
            consumed += consumer.poll(Duration.ofMillis(200)).count();
        }
        assertThat(consumed).isEqualTo(records);
        consumer.commitSync();
    }

    private KafkaConsumer<String, String> consumer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", TestKafka.bootstrapServers());
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }
}
