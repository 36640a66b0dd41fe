package io.lagcast.recommender.collection;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Membership;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.recommender.workloads.Workload;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Samples of the groups of one cluster, read through its admin API with a handful of requests for all of them. Mutable, one owner.
 *
 * <p>Committed offsets are read before end offsets, so that lag is never negative for want of simultaneity. What does not answer in time is a
 * gap of the group it belongs to and of no other.
 */
final class KafkaSource {

    private final InstantSource clock;
    private final GroupReader groupReader;
    private final OffsetReader offsetReader;
    private final int beginningsEvery;

    private final Topics topics = new Topics();
    private final Map<String, Set<String>> topicsOfGroup = new HashMap<>();
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private int round;

    KafkaSource(Admin admin, CollectionSettings settings, InstantSource clock) {
        this.clock = clock;
        this.groupReader = new GroupReader(admin, settings.requestTimeout());
        this.offsetReader = new OffsetReader(admin, settings.requestTimeout());
        this.beginningsEvery = settings.beginningsEvery();
    }

    /** Takes one sample of the group of every workload of the cluster. */
    Collected collect(Collection<Workload> all) {
        return collect(all, true);
    }

    /** Takes one sample of the groups of some workloads in between. */
    Collected collectSome(Collection<Workload> some) {
        return collect(some, false);
    }

    private Collected collect(Collection<Workload> workloads, boolean all) {
        Set<String> groups = workloads.stream().map(Workload::group).collect(Collectors.toSet());
        Map<String, KafkaFuture<ConsumerGroupDescription>> requestedViews = groupReader.request(groups);
        Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> requestedCommits =
                offsetReader.requestCommitted(groups);
        Answers<String, GroupView> views = groupReader.await(requestedViews);
        Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits = offsetReader.awaitCommitted(requestedCommits);

        Map<String, Set<String>> wanted = new HashMap<>();
        workloads.forEach(workload -> wanted.put(workload.name(), wantedTopics(workload, views, commits)));
        Round read = readOffsets(union(wanted.values()), views, commits, all);

        Map<String, LagSample> samples = new HashMap<>();
        Map<String, Exception> failures = new HashMap<>();
        workloads.forEach(workload -> {
            Set<String> itsTopics = wanted.getOrDefault(workload.name(), Set.of());
            samples.put(workload.name(), read.sample(workload, itsTopics));
            read.failure(workload, itsTopics).ifPresent(reason -> failures.put(workload.name(), reason));
        });
        return new Collected(samples, failures, views.known());
    }

    /**
     * The topics that count for a workload. A stable group consumes what its members own; a topic it only ever committed to is none of its
     * business any more, though its offsets are kept for days. A group without members, or in a rebalance, still means what it consumed last.
     */
    private Set<String> wantedTopics(
            Workload workload,
            Answers<String, GroupView> views,
            Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits) {
        if (!workload.topics().isEmpty()) {
            return Set.copyOf(workload.topics());
        }
        @Nullable GroupView view = views.known().get(workload.group());
        if (view != null && view.state() == GroupState.STABLE && !view.topics().isEmpty()) {
            topicsOfGroup.put(workload.group(), view.topics());
            return view.topics();
        }
        Set<String> seen = new HashSet<>(topicsOfGroup.getOrDefault(workload.group(), Set.of()));
        if (view != null) {
            seen.addAll(view.topics());
        }
        if (seen.isEmpty()) {
            commits.known()
                    .getOrDefault(workload.group(), Map.of())
                    .keySet()
                    .forEach(partition -> seen.add(partition.topic()));
        }
        return seen;
    }

    private static Set<String> union(Collection<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private Round readOffsets(
            Set<String> wanted,
            Answers<String, GroupView> views,
            Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits,
            boolean all) {
        Set<TopicPartition> partitions = partitions(wanted, all);
        boolean allBeginnings = all && round++ % beginningsEvery == 0;
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Answers<TopicPartition, ListOffsetsResultInfo> latest = offsetReader.offsets(partitions, OffsetSpec.latest());
        if (!latest.failed().isEmpty()) {
            topics.expire();
        }
        Answers<TopicPartition, ListOffsetsResultInfo> earliest = offsetReader.offsets(
                allBeginnings
                        ? partitions
                        : needBeginning(
                                partitions, latest.known(), commits.known().values()),
                OffsetSpec.earliest());
        if (allBeginnings) {
            beginnings.keySet().retainAll(partitions);
            ends.keySet().retainAll(partitions);
        }
        earliest.known().forEach((partition, info) -> beginnings.put(partition, info.offset()));
        latest.known().forEach((partition, info) -> ends.put(partition, info.offset()));
        return new Round(time, views, commits, latest, earliest);
    }

    private Set<TopicPartition> partitions(Set<String> wanted, boolean all) {
        if (all) {
            topics.refresh(offsetReader, wanted);
        } else {
            topics.complete(offsetReader, wanted);
        }
        return wanted.stream().flatMap(topic -> partitionsOf(topic).stream()).collect(Collectors.toSet());
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return IntStream.range(0, topics.partitions(topic).orElse(0))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * Partitions whose beginning is read between the rounds that read all: those not read yet; those some group did not commit, or committed
     * below the beginning, since lag counts from there; and those whose end went back, to tell a new log from a cut one.
     */
    private Set<TopicPartition> needBeginning(
            Set<TopicPartition> partitions,
            Map<TopicPartition, ListOffsetsResultInfo> latest,
            Collection<Map<TopicPartition, OffsetAndMetadata>> commits) {
        Map<TopicPartition, Long> lowestCommit = new HashMap<>();
        commits.forEach(group -> group.forEach((partition, commit) -> {
            if (commit != null) {
                lowestCommit.merge(partition, commit.offset(), Math::min);
            }
        }));
        return partitions.stream()
                .filter(partition -> !beginnings.containsKey(partition)
                        || lowestCommit.getOrDefault(partition, -1L) < beginnings.getOrDefault(partition, 0L)
                        || wentBack(partition, latest))
                .collect(Collectors.toSet());
    }

    private boolean wentBack(TopicPartition partition, Map<TopicPartition, ListOffsetsResultInfo> latest) {
        ListOffsetsResultInfo now = latest.get(partition);
        return now != null && now.offset() < ends.getOrDefault(partition, 0L);
    }

    /** Everything read in one round. */
    private final class Round {

        private final Instant time;
        private final Answers<String, GroupView> views;
        private final Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits;
        private final Answers<TopicPartition, ListOffsetsResultInfo> latest;
        private final Answers<TopicPartition, ListOffsetsResultInfo> earliest;

        Round(
                Instant time,
                Answers<String, GroupView> views,
                Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits,
                Answers<TopicPartition, ListOffsetsResultInfo> latest,
                Answers<TopicPartition, ListOffsetsResultInfo> earliest) {
            this.time = time;
            this.views = views;
            this.commits = commits;
            this.latest = latest;
            this.earliest = earliest;
        }

        LagSample sample(Workload workload, Set<String> wanted) {
            if (views.failed().get(workload.group()) instanceof UnsupportedGroupException) {
                return LagSample.unreadable(time);
            }
            Optional<GroupView> view = Optional.ofNullable(views.known().get(workload.group()));
            Map<TopicPartition, OffsetAndMetadata> committed = commits.known().get(workload.group());
            List<PartitionOffsets> read = new ArrayList<>();
            Set<PartitionId> unread = new HashSet<>();
            for (String topic : wanted) {
                if (topics.partitions(topic).isEmpty()) {
                    unread.add(new PartitionId(topic, 0));
                }
                for (TopicPartition partition : partitionsOf(topic)) {
                    ListOffsetsResultInfo end = latest.known().get(partition);
                    if (committed == null || end == null) {
                        unread.add(id(partition));
                    } else {
                        read.add(offsets(partition, committed, end.offset()));
                    }
                }
            }
            return new LagSample(
                    time,
                    view.flatMap(seen -> seen.replicas(
                            workload.policy().threadsPerReplica(),
                            workload.policy().minReplicas() == 0)),
                    view.map(GroupView::state).orElse(GroupState.UNKNOWN),
                    view.map(GroupView::membership).orElse(Membership.UNKNOWN),
                    read,
                    unread);
        }

        private PartitionOffsets offsets(
                TopicPartition partition, Map<TopicPartition, OffsetAndMetadata> committed, long end) {
            OffsetAndMetadata commit = committed.get(partition);
            ListOffsetsResultInfo beginning = earliest.known().get(partition);
            return new PartitionOffsets(
                    id(partition),
                    beginning == null ? OptionalLong.empty() : OptionalLong.of(beginning.offset()),
                    commit == null ? OptionalLong.empty() : OptionalLong.of(commit.offset()),
                    end);
        }

        private PartitionId id(TopicPartition partition) {
            return new PartitionId(partition.topic(), partition.partition());
        }

        /** The first reason why the workload's sample is not complete. */
        Optional<Exception> failure(Workload workload, Set<String> wanted) {
            Optional<Exception> ofGroup = Optional.<Exception>ofNullable(
                            views.failed().get(workload.group()))
                    .or(() -> Optional.ofNullable(commits.failed().get(workload.group())));
            return ofGroup.or(() -> wanted.stream()
                            .flatMap(topic -> topics.failure(topic).stream())
                            .findFirst())
                    .or(() -> wanted.stream()
                            .flatMap(topic -> partitionsOf(topic).stream())
                            .flatMap(partition ->
                                    Optional.ofNullable(latest.failed().get(partition)).stream())
                            .findFirst());
        }
    }
}
