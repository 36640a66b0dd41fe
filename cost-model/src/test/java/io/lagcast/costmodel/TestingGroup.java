package io.lagcast.costmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Writes the samples of a made-up group, one every fifteen seconds, into a history and the knowledge learned from it. */
final class TestingGroup {

    static final int INTERVAL_SECONDS = 15;

    final WorkloadHistory history = new WorkloadHistory(Duration.ofHours(2));
    final WorkloadKnowledge knowledge;
    private final int partitions;
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private double end = 1_000_000;
    private double committed = 1_000_000;

    TestingGroup(int partitions, TestingForecaster forecaster) {
        this.partitions = partitions;
        this.knowledge = new WorkloadKnowledge(forecaster);
    }

    /** The group as it is now, with what arrived and was consumed since the last sample. */
    TestingGroup sample(double arrivedPerSecond, double consumedPerSecond, int desired, int ready, GroupState state) {
        time = time.plusSeconds(INTERVAL_SECONDS);
        end += arrivedPerSecond * INTERVAL_SECONDS;
        committed = Math.min(end, committed + consumedPerSecond * INTERVAL_SECONDS);
        List<PartitionOffsets> offsets = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            offsets.add(new PartitionOffsets(
                    new PartitionId("t", p),
                    OptionalLong.empty(),
                    OptionalLong.of((long) (committed / partitions)),
                    (long) (end / partitions)));
        }
        return append(new LagSample(
                time,
                Optional.of(new ReplicaCounts(desired, OptionalInt.of(ready))),
                state,
                Optional.empty(),
                offsets,
                Set.of()));
    }

    /** Minutes of a stable group that keeps up. */
    TestingGroup steady(int minutes, double perSecond, int replicas) {
        for (int i = 0; i < minutes * 60 / INTERVAL_SECONDS; i++) {
            sample(perSecond, perSecond, replicas, replicas, GroupState.STABLE);
        }
        return this;
    }

    /** Records that wait all at once. */
    TestingGroup backlog(double records, double perSecond, int replicas) {
        end += records;
        return sample(perSecond, perSecond, replicas, replicas, GroupState.STABLE);
    }

    TestingGroup unreadable(int samples) {
        for (int i = 0; i < samples; i++) {
            time = time.plusSeconds(INTERVAL_SECONDS);
            append(LagSample.unreadable(time));
        }
        return this;
    }

    TestingGroup append(LagSample sample) {
        history.append(sample).ifPresent(measurement -> knowledge.learn(history, measurement));
        return this;
    }

    Instant time() {
        return time;
    }

    /** Tells the knowledge that the advice was given. */
    TestingGroup note(Advice advice) {
        knowledge.note(advice);
        return this;
    }

    /** What became of earlier forecasts: their errors in multiples of the last value's. */
    TestingGroup trackRecord(double relativeToLastValue) {
        knowledge.restore(new LearnedState(
                LearnedState.NOTHING.throughput(),
                List.of(),
                List.of(),
                Optional.empty(),
                new TrackRecord(relativeToLastValue * 1000, 1000, 100),
                Optional.empty()));
        return this;
    }

    Advice advise(WorkloadPolicy policy) {
        return new ReplicaAdvisor().advise(history, knowledge, policy);
    }
}
