package io.lagcast.recommender.collection;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.Membership;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/**
 * What a cluster says of one group.
 *
 * @param state its state
 * @param membership how its members share what it consumes, as far as that can be told
 * @param members how many members it has
 * @param assigned how many of them own something
 * @param manual whether its offsets are committed by consumers that are no members, so that nobody can count them
 * @param topics what its members own partitions of
 * @param shape changes when a member comes, goes or is given other partitions
 */
record GroupView(
        GroupState state,
        Membership membership,
        int members,
        int assigned,
        boolean manual,
        Set<String> topics,
        int shape) {

    /** A group the cluster does not know: nobody ever joined it. */
    static final GroupView ABSENT = new GroupView(GroupState.DEAD, Membership.UNKNOWN, 0, 0, false, Set.of(), 0);

    /** The name by which the assignor of classic Kafka Streams goes. */
    private static final String STREAMS_ASSIGNOR = "stream";

    private static final String COOPERATIVE_ASSIGNOR = "cooperative-sticky";

    static GroupView of(ConsumerGroupDescription group) {
        Set<String> topics = group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .collect(Collectors.toUnmodifiableSet());
        int assigned = (int) group.members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
        int shape = group.members().stream()
                .collect(Collectors.toMap(
                        MemberDescription::consumerId,
                        member -> member.assignment().topicPartitions(),
                        (a, b) -> a))
                .hashCode();
        return new GroupView(
                state(group.groupState()),
                membership(group),
                group.members().size(),
                assigned,
                group.isSimpleConsumerGroup() && group.members().isEmpty(),
                topics,
                shape);
    }

    /** A group of the Streams protocol (KIP-1071), whose members own tasks instead of partitions. */
    static GroupView of(StreamsGroupDescription group) {
        Set<String> topics = group.subtopologies().stream()
                .map(StreamsGroupSubtopologyDescription::sourceTopics)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
        int assigned = (int) group.members().stream()
                .filter(member -> !member.assignment().activeTasks().isEmpty())
                .count();
        int shape = group.members().stream()
                .map(StreamsGroupMemberDescription::memberId)
                .collect(Collectors.toSet())
                .hashCode();
        return new GroupView(
                state(group.groupState()), membership(group), group.members().size(), assigned, false, topics, shape);
    }

    private static GroupState state(org.apache.kafka.common.GroupState state) {
        return switch (state) {
            case STABLE -> GroupState.STABLE;
            case PREPARING_REBALANCE -> GroupState.PREPARING_REBALANCE;
            case COMPLETING_REBALANCE -> GroupState.COMPLETING_REBALANCE;
            case ASSIGNING -> GroupState.ASSIGNING;
            case RECONCILING -> GroupState.RECONCILING;
            case EMPTY -> GroupState.EMPTY;
            case DEAD -> GroupState.DEAD;
            case NOT_READY, UNKNOWN -> GroupState.UNKNOWN;
        };
    }

    private static Membership membership(ConsumerGroupDescription group) {
        return new Membership(
                protocol(group),
                Assignor.named(group.partitionAssignor()),
                group.members().stream()
                        .map(member -> member.groupInstanceId().isPresent())
                        .reduce(Boolean::logicalOr),
                List.of());
    }

    private static Membership membership(StreamsGroupDescription group) {
        return new Membership(
                Optional.of(RebalanceProtocol.STREAMS),
                Optional.of(Assignor.STREAMS),
                group.members().stream()
                        .map(member -> member.instanceId().isPresent())
                        .reduce(Boolean::logicalOr),
                group.subtopologies().stream()
                        .map(part -> Set.copyOf(part.sourceTopics()))
                        .filter(topics -> !topics.isEmpty())
                        .toList());
    }

    /** A group without members has no protocol: what joins next decides it. */
    private static Optional<RebalanceProtocol> protocol(ConsumerGroupDescription group) {
        if (group.members().isEmpty()) {
            return Optional.empty();
        }
        if (group.type() == GroupType.CONSUMER) {
            return Optional.of(RebalanceProtocol.SERVER_ASSIGNED);
        }
        return switch (group.partitionAssignor().toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty(); // while the members are joining
            case COOPERATIVE_ASSIGNOR -> Optional.of(RebalanceProtocol.COOPERATIVE);
            case STREAMS_ASSIGNOR -> Optional.of(RebalanceProtocol.STREAMS);
            default -> Optional.of(RebalanceProtocol.EAGER);
        };
    }

    /**
     * Replicas, from members: {@code ceil(members / threadsPerReplica)}. Those that own something are ready; in a stable group all are, even
     * with more members than partitions. Empty for consumers that are no members, and for a group without members that never scales to zero: its
     * replicas are starting or failing, and how many there are cannot be seen.
     */
    Optional<ReplicaCounts> replicas(int threadsPerReplica, boolean scalesToZero) {
        if (manual || (members == 0 && !scalesToZero)) {
            return Optional.empty();
        }
        int ready = state == GroupState.STABLE ? members : assigned;
        return Optional.of(new ReplicaCounts(
                Math.ceilDiv(members, threadsPerReplica), OptionalInt.of(Math.ceilDiv(ready, threadsPerReplica))));
    }
}
