package io.lagcast.costmodel.offsets;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.costmodel.WorkloadHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A group told sample by sample, 15 s apart unless said otherwise; partitions of topic "t" unless said otherwise. */
final class TestingGroup {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final WorkloadHistory history;
    private final List<PartitionOffsets> partitions = new ArrayList<>();
    private final Set<PartitionId> unread = new HashSet<>();
    private Instant now = START;
    private GroupState state = GroupState.STABLE;
    private Optional<ReplicaCounts> replicas = Optional.of(new ReplicaCounts(1, OptionalInt.of(1)));

    TestingGroup(ResetPolicy policy) {
        history = new WorkloadHistory(Duration.ofHours(2), policy);
    }

    static TestingGroup latest() {
        return new TestingGroup(ResetPolicy.LATEST);
    }

    static TestingGroup earliest() {
        return new TestingGroup(ResetPolicy.EARLIEST);
    }

    TestingGroup state(GroupState state) {
        this.state = state;
        return this;
    }

    TestingGroup replicas(int count) {
        replicas = Optional.of(new ReplicaCounts(count, OptionalInt.of(count)));
        return this;
    }

    TestingGroup read(int partition, long committed, long end) {
        return read("t", partition, OptionalLong.empty(), OptionalLong.of(committed), end);
    }

    TestingGroup readFrom(int partition, long beginning, long committed, long end) {
        return read("t", partition, OptionalLong.of(beginning), OptionalLong.of(committed), end);
    }

    TestingGroup readUncommitted(int partition, long end) {
        return read("t", partition, OptionalLong.empty(), OptionalLong.empty(), end);
    }

    TestingGroup readUncommittedFrom(int partition, long beginning, long end) {
        return read("t", partition, OptionalLong.of(beginning), OptionalLong.empty(), end);
    }

    TestingGroup read(String topic, int partition, OptionalLong beginning, OptionalLong committed, long end) {
        partitions.add(new PartitionOffsets(new PartitionId(topic, partition), beginning, committed, end));
        return this;
    }

    TestingGroup unread(int partition) {
        unread.add(new PartitionId("t", partition));
        return this;
    }

    /** Takes the sample told so far, 15 s after the one before. */
    Measurement sample() {
        return sampleAfter(15);
    }

    Measurement sampleAfter(long seconds) {
        return append(seconds).orElseThrow();
    }

    Optional<Measurement> append(long seconds) {
        now = now.plusSeconds(seconds);
        LagSample sample = new LagSample(now, replicas, state, Optional.empty(), partitions, unread);
        partitions.clear();
        unread.clear();
        return history.append(sample);
    }

    Measurement unreadable() {
        now = now.plusSeconds(15);
        return history.append(LagSample.unreadable(now)).orElseThrow();
    }

    WorkloadHistory history() {
        return history;
    }
}
