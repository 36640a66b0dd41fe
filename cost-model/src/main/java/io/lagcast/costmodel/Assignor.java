package io.lagcast.costmodel;

import java.util.Locale;
import java.util.Optional;

/** By which rule a group's partitions are dealt to its consumers, which decides what a number of them can carry. All are blind to rates. */
public enum Assignor {
    /** Every topic by itself in contiguous ranges, of which the same first consumers get one partition more each (Kafka's default; also KIP-848's). */
    RANGE("range"),
    /** All partitions of all topics in one circle, in order of topic and partition. */
    ROUND_ROBIN("roundrobin"),
    /** Counts over all topics within one of each other; partitions stay where they are otherwise. */
    STICKY("sticky"),
    /** As sticky, in two rounds that stop only what moves (KIP-429). */
    COOPERATIVE_STICKY("cooperative-sticky"),
    /** The broker's default (KIP-848): counts over all topics within one of each other. */
    UNIFORM("uniform"),
    /** Kafka Streams: tasks, one for each partition of a sub-topology, are dealt instead of partitions. */
    STREAMS("stream");

    private final String kafkaName;

    Assignor(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    /** The assignor that goes by this name in a group's description; empty for one that Kafka does not bring along. */
    public static Optional<Assignor> named(String kafkaName) {
        String name = kafkaName.toLowerCase(Locale.ROOT);
        for (Assignor assignor : values()) {
            if (assignor.kafkaName.equals(name)) {
                return Optional.of(assignor);
            }
        }
        return Optional.empty();
    }
}
