package io.lagcast.recommender.history;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Samples of a group with two partitions: 90 records a sample and partition are produced, a bit less is committed. */
final class TestingSamples {

    static final Instant START = Instant.parse("2026-03-01T10:00:02Z");

    private TestingSamples() {}

    /** The sample number {@code index}, 15 s after the one before. */
    static LagSample at(int index) {
        return at(index, START.plusSeconds(15L * index));
    }

    static LagSample at(int index, Instant time) {
        long end = 1000 + 90L * index + 7L * (index % 5);
        return new LagSample(
                time,
                Optional.of(new ReplicaCounts(3 + index % 2, index % 7 == 0 ? OptionalInt.empty() : OptionalInt.of(3))),
                GroupState.STABLE,
                Optional.of(RebalanceProtocol.COOPERATIVE),
                List.of(
                        new PartitionOffsets(
                                new PartitionId("or\"ders\\x", 0),
                                OptionalLong.of(10),
                                OptionalLong.of(end - 20 - index % 9),
                                end),
                        new PartitionOffsets(
                                new PartitionId("refunds", 1), OptionalLong.empty(), OptionalLong.of(end - 5), end)),
                index % 10 == 9 ? Set.of(new PartitionId("refunds", 2)) : Set.of());
    }
}
