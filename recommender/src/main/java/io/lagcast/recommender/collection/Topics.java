package io.lagcast.recommender.collection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What is known of the topics of a cluster: how many partitions each has, or why that is unknown. Asked for again every few samples, and when
 * a partition did not answer, since a request for the offsets of a deleted topic runs into its time-out. Mutable, one owner.
 */
final class Topics {

    /** Samples after which partitions added to a topic are noticed at the latest. */
    private static final int REFRESH_EVERY = 4;

    private final Map<String, Integer> partitions = new HashMap<>();
    private final Set<String> absent = new HashSet<>();
    private final Map<String, Exception> failures = new HashMap<>();
    private int age = REFRESH_EVERY;

    /** Asks about all topics that matter, when it is time to. */
    void refresh(OffsetReader reader, Set<String> wanted) {
        age++;
        if (age >= REFRESH_EVERY || !isKnown(wanted)) {
            partitions.keySet().retainAll(wanted);
            absent.clear();
            failures.clear();
            ask(reader, wanted);
            age = 0;
        }
    }

    /** Asks about some topics, when they are new. */
    void complete(OffsetReader reader, Set<String> some) {
        if (!isKnown(some)) {
            ask(reader, some);
        }
    }

    private boolean isKnown(Set<String> topics) {
        return topics.stream().allMatch(topic -> partitions.containsKey(topic) || absent.contains(topic));
    }

    private void ask(OffsetReader reader, Set<String> topics) {
        if (topics.isEmpty()) {
            return;
        }
        Answers<String, TopicDescription> answers = reader.topics(topics);
        answers.known()
                .forEach((topic, description) ->
                        partitions.put(topic, description.partitions().size()));
        answers.failed().forEach((topic, reason) -> {
            if (reason instanceof UnknownTopicOrPartitionException) {
                partitions.remove(topic);
                absent.add(topic);
            } else {
                failures.put(topic, reason);
            }
        });
    }

    /** Asks again with the next sample. */
    void expire() {
        age = REFRESH_EVERY;
    }

    /** Number of partitions: 0 of a topic that does not exist, empty when it could not be read. */
    Optional<Integer> partitions(String topic) {
        return absent.contains(topic) ? Optional.of(0) : Optional.ofNullable(partitions.get(topic));
    }

    /** Why the topic could not be read the last time. */
    Optional<Exception> failure(String topic) {
        return Optional.ofNullable(failures.get(topic));
    }
}
