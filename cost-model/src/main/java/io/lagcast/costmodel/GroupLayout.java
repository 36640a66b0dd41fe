package io.lagcast.costmodel;

import io.lagcast.costmodel.capacity.PartitionLayout;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How a group's partitions are dealt, from what was seen of it and, where that is silent, from its policy. */
final class GroupLayout {

    private GroupLayout() {}

    /** The layout at present rates, those of {@code leftOut} partitions taken as zero; empty while no partition was read. */
    static Optional<PartitionLayout> of(
            WorkloadHistory history, WorkloadPolicy policy, Collection<PartitionRate> leftOut) {
        List<PartitionRate> partitions = history.partitions().partitions();
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        double[] rates = partitions.stream()
                .mapToDouble(partition -> leftOut.contains(partition) ? 0 : partition.arrivalPerSecond())
                .toArray();
        double all =
                partitions.stream().mapToDouble(PartitionRate::arrivalPerSecond).sum();
        return Optional.of(assignor(history, policy)
                .map(assignor -> PartitionLayout.dealt(
                        assignor,
                        partitions.stream().map(PartitionRate::id).toList(),
                        rates,
                        all,
                        policy.threadsPerReplica(),
                        history.membership().subTopologies()))
                .orElseGet(() -> PartitionLayout.skewed(rates, all, policy.threadsPerReplica())));
    }

    /** Who deals the partitions: seen, believed, or told by the protocol; empty if nobody says. */
    static Optional<Assignor> assignor(WorkloadHistory history, WorkloadPolicy policy) {
        Membership seen = history.membership();
        Optional<RebalanceProtocol> protocol = seen.protocol().or(policy.priors()::protocol);
        return seen.assignor().or(policy.priors()::assignor).or(() -> protocol.filter(RebalanceProtocol.STREAMS::equals)
                .map(streams -> Assignor.STREAMS));
    }
}
