package io.lagcast.recommender.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.capacity.PartitionLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.ConsumerGroupPartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;
import org.apache.kafka.coordinator.group.modern.Assignment;
import org.apache.kafka.coordinator.group.modern.GroupSpecImpl;
import org.apache.kafka.coordinator.group.modern.MemberSubscriptionAndAssignmentImpl;
import org.apache.kafka.coordinator.group.streams.assignor.AssignmentMemberSpec;
import org.apache.kafka.coordinator.group.streams.assignor.StickyTaskAssignor;
import org.apache.kafka.coordinator.group.streams.assignor.TopologyDescriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of {@link PartitionLayout} against the classes Kafka itself deals by, on random topics and numbers of consumers. */
class KafkaAssignorsTest {

    private static final int ROUNDS = 150;
    private static final Node BROKER = new Node(0, "localhost", 9092);

    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource(
            value = Assignor.class,
            names = {"RANGE", "ROUND_ROBIN", "STICKY", "COOPERATIVE_STICKY"})
    void givesTheBusiestConsumerAsManyPartitionsAsTheClientsAssignorDoes(Assignor assignor) {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Integer> topics = topics();
            int consumers = 1 + random.nextInt(40);

            int most = mostOf(dealtByClient(assignor, topics, consumers));

            assertThat(layout(assignor, topics, evenRates(topics), 1).mostPieces(consumers))
                    .as("%s with %d consumers", topics, consumers)
                    .isEqualTo(most);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Assignor.class,
            names = {"RANGE", "ROUND_ROBIN"})
    void findsTheBusiestConsumerOfUnevenPartitions(Assignor assignor) {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Integer> topics = topics();
            Map<PartitionId, Double> rates = unevenRates(topics);
            int consumers = 1 + random.nextInt(40);
            double all =
                    rates.values().stream().mapToDouble(Double::doubleValue).sum();

            double busiest = dealtByClient(assignor, topics, consumers).values().stream()
                    .mapToDouble(owned -> owned.stream().mapToDouble(rates::get).sum())
                    .max()
                    .orElseThrow();

            assertThat(layout(assignor, topics, rates, 1).busiestShare(consumers))
                    .as("%s with %d consumers", topics, consumers)
                    .isCloseTo(busiest / all, within(1e-9));
        }
    }

    @Test
    void givesTheBusiestConsumerAsManyPartitionsAsTheBrokersUniformAssignorDoesMoveAfterMove() {
        movesOfTheBroker(new UniformAssignor(), Assignor.UNIFORM);
    }

    @Test
    void givesTheBusiestConsumerAsManyPartitionsAsTheBrokersRangeAssignorDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Integer> topics = topics();
            int consumers = 1 + random.nextInt(40);

            Map<String, Assignment> dealt = dealtByBroker(
                    new org.apache.kafka.coordinator.group.assignor.RangeAssignor(), topics, consumers, Map.of());

            assertThat(layout(Assignor.RANGE, topics, evenRates(topics), 1).mostPieces(consumers))
                    .as("%s with %d consumers", topics, consumers)
                    .isEqualTo(mostOfBroker(dealt));
        }
    }

    @Test
    void givesTheBusiestThreadAsManyTasksAsTheStreamsAssignorDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Integer> topics = topics();
            List<Set<String>> subTopologies = subTopologies(topics);
            int threads = 1 + random.nextInt(4);
            int replicas = 1 + random.nextInt(10);

            int most = dealtByStreams(topics, subTopologies, replicas, threads);

            assertThat(layout(Assignor.STREAMS, topics, Map.of(), threads, subTopologies)
                            .mostPieces(replicas))
                    .as("%s of %s with %d replicas of %d threads", subTopologies, topics, replicas, threads)
                    .isEqualTo(most);
        }
    }

    private void movesOfTheBroker(ConsumerGroupPartitionAssignor broker, Assignor assignor) {
        Map<String, Integer> topics = Map.of("a", 23, "b", 7, "c", 12);
        PartitionLayout layout = layout(assignor, topics, evenRates(topics), 1);
        Map<String, Assignment> dealt = Map.of();
        for (int move = 0; move < ROUNDS; move++) {
            int consumers = 1 + random.nextInt(45);
            dealt = dealtByBroker(broker, topics, consumers, dealt);

            assertThat(layout.mostPieces(consumers))
                    .as("%d consumers", consumers)
                    .isEqualTo(mostOfBroker(dealt));
        }
    }

    private Map<String, Integer> topics() {
        Map<String, Integer> topics = new TreeMap<>();
        for (int t = 0; t < 1 + random.nextInt(4); t++) {
            topics.put("topic" + t, 1 + random.nextInt(24));
        }
        return topics;
    }

    private List<Set<String>> subTopologies(Map<String, Integer> topics) {
        Map<Integer, Set<String>> parts =
                topics.keySet().stream().collect(Collectors.groupingBy(topic -> random.nextInt(2), Collectors.toSet()));
        return List.copyOf(parts.values());
    }

    private static Map<PartitionId, Double> evenRates(Map<String, Integer> topics) {
        return partitions(topics).stream().collect(Collectors.toMap(id -> id, id -> 10.0));
    }

    private Map<PartitionId, Double> unevenRates(Map<String, Integer> topics) {
        Map<PartitionId, Double> rates = new HashMap<>();
        partitions(topics).forEach(id -> rates.put(id, Math.exp(1.5 * random.nextGaussian())));
        rates.put(partitions(topics).getFirst(), 200.0);
        return rates;
    }

    private static List<PartitionId> partitions(Map<String, Integer> topics) {
        return topics.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue())
                        .mapToObj(partition -> new PartitionId(topic.getKey(), partition)))
                .sorted()
                .toList();
    }

    private static PartitionLayout layout(
            Assignor assignor, Map<String, Integer> topics, Map<PartitionId, Double> rates, int threads) {
        return layout(assignor, topics, rates, threads, List.of());
    }

    private static PartitionLayout layout(
            Assignor assignor,
            Map<String, Integer> topics,
            Map<PartitionId, Double> rates,
            int threads,
            List<Set<String>> subTopologies) {
        List<PartitionId> ids = partitions(topics);
        double[] arrivals =
                ids.stream().mapToDouble(id -> rates.getOrDefault(id, 0.0)).toArray();
        return PartitionLayout.dealt(
                assignor, ids, arrivals, Arrays.stream(arrivals).sum(), threads, subTopologies);
    }

    private static Map<String, List<PartitionId>> dealtByClient(
            Assignor assignor, Map<String, Integer> topics, int consumers) {
        ConsumerPartitionAssignor client =
                switch (assignor) {
                    case RANGE -> new RangeAssignor();
                    case ROUND_ROBIN -> new RoundRobinAssignor();
                    case STICKY -> new StickyAssignor();
                    case COOPERATIVE_STICKY -> new CooperativeStickyAssignor();
                    case UNIFORM, STREAMS -> throw new IllegalArgumentException(assignor + " is no client's assignor");
                };
        List<PartitionInfo> infos = partitions(topics).stream()
                .map(id ->
                        new PartitionInfo(id.topic(), id.partition(), BROKER, new Node[] {BROKER}, new Node[] {BROKER}))
                .toList();
        Cluster cluster = new Cluster("test", List.of(BROKER), infos, Set.of(), Set.of());
        Map<String, Subscription> members = new HashMap<>();
        for (int member = 0; member < consumers; member++) {
            members.put("member" + member, new Subscription(List.copyOf(topics.keySet())));
        }
        return client.assign(cluster, new GroupSubscription(members)).groupAssignment().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, member -> member.getValue().partitions().stream()
                        .map(partition -> new PartitionId(partition.topic(), partition.partition()))
                        .toList()));
    }

    private static int mostOf(Map<String, List<PartitionId>> dealt) {
        return dealt.values().stream().mapToInt(List::size).max().orElseThrow();
    }

    private static Uuid topicId(String topic) {
        return new Uuid(1, topic.hashCode());
    }

    private static Map<String, Assignment> dealtByBroker(
            ConsumerGroupPartitionAssignor broker,
            Map<String, Integer> topics,
            int consumers,
            Map<String, Assignment> before) {
        Set<Uuid> ids =
                topics.keySet().stream().map(KafkaAssignorsTest::topicId).collect(Collectors.toSet());
        Map<String, MemberSubscriptionAndAssignmentImpl> members = new TreeMap<>();
        for (int i = 0; i < consumers; i++) {
            String member = "member" + i;
            members.put(
                    member,
                    new MemberSubscriptionAndAssignmentImpl(
                            Optional.empty(), Optional.empty(), ids, before.getOrDefault(member, Assignment.EMPTY)));
        }
        Map<Uuid, Map<Integer, String>> owners = new HashMap<>();
        members.forEach((member, owned) -> owned.partitions()
                .forEach((topic, partitions) -> partitions.forEach(partition ->
                        owners.computeIfAbsent(topic, id -> new HashMap<>()).put(partition, member))));
        SubscribedTopicDescriber describer = new SubscribedTopicDescriber() {
            @Override
            public int numPartitions(Uuid id) {
                return topics.entrySet().stream()
                        .filter(topic -> topicId(topic.getKey()).equals(id))
                        .mapToInt(Map.Entry::getValue)
                        .findFirst()
                        .orElse(-1);
            }

            @Override
            public Set<String> racksForPartition(Uuid topicId, int partition) {
                return Set.of();
            }
        };
        return broker
                .assign(new GroupSpecImpl(members, SubscriptionType.HOMOGENEOUS, owners), describer)
                .members()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        member -> new Assignment(member.getValue().partitions())));
    }

    private static int mostOfBroker(Map<String, Assignment> dealt) {
        return dealt.values().stream()
                .mapToInt(owned ->
                        owned.partitions().values().stream().mapToInt(Set::size).sum())
                .max()
                .orElseThrow();
    }

    private static int dealtByStreams(
            Map<String, Integer> topics, List<Set<String>> subTopologies, int replicas, int threads) {
        Map<String, AssignmentMemberSpec> members = new TreeMap<>();
        for (int member = 0; member < replicas * threads; member++) {
            members.put(
                    "member" + member,
                    new AssignmentMemberSpec(
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            "process" + member / threads,
                            Map.of(),
                            Map.of(),
                            Map.of()));
        }
        TopologyDescriber topology = new TopologyDescriber() {
            @Override
            public List<String> subtopologies() {
                return IntStream.range(0, subTopologies.size())
                        .mapToObj(Integer::toString)
                        .toList();
            }

            @Override
            public int maxNumInputPartitions(String subTopology) {
                return subTopologies.get(Integer.parseInt(subTopology)).stream()
                        .mapToInt(topics::get)
                        .max()
                        .orElseThrow();
            }

            @Override
            public boolean isStateful(String subTopology) {
                return false;
            }
        };
        return new StickyTaskAssignor()
                        .assign(
                                new org.apache.kafka.coordinator.group.streams.assignor.GroupSpecImpl(
                                        members, Map.of()),
                                topology)
                        .members()
                        .values()
                        .stream()
                        .mapToInt(member -> member.activeTasks().values().stream()
                                .mapToInt(Set::size)
                                .sum())
                        .max()
                        .orElseThrow();
    }
}
