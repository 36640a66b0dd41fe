package io.lagcast.recommender.collection;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;

/** Asks a cluster for offsets of many groups and partitions at once. */
final class OffsetReader {

    private final Admin admin;
    private final Duration timeout;

    OffsetReader(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    private int timeoutMillis() {
        return (int) timeout.toMillis();
    }

    /** Sends the request for everything the groups committed. */
    Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> requestCommitted(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> all =
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult result =
                admin.listConsumerGroupOffsets(all, new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMillis()));
        return groups.stream().collect(Collectors.toMap(group -> group, result::partitionsToOffsetAndMetadata));
    }

    Answers<String, Map<TopicPartition, OffsetAndMetadata>> awaitCommitted(
            Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> requested) {
        return Answers.await(requested, timeout);
    }

    /** Reads which partitions the topics have. */
    Answers<String, TopicDescription> topics(Set<String> topics) {
        return Answers.await(
                admin.describeTopics(
                                TopicCollection.ofTopicNames(topics),
                                new DescribeTopicsOptions().timeoutMs(timeoutMillis()))
                        .topicNameValues(),
                timeout);
    }

    /** Reads one offset of every partition. */
    Answers<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, which));
        ListOffsetsResult result = admin.listOffsets(specs, new ListOffsetsOptions().timeoutMs(timeoutMillis()));
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures = new HashMap<>();
        partitions.forEach(partition -> futures.put(partition, result.partitionResult(partition)));
        return Answers.await(futures, timeout);
    }
}
