package io.lagcast.costmodel;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a group's members share its partitions, as far as a source can tell. What it cannot tell is empty and leaves what was known before.
 *
 * @param protocol how the group rebalances
 * @param assignor by which rule partitions are dealt
 * @param staticMembers whether members have an identity of their own (KIP-345), so that what one of them owned stays with it when it goes
 * @param subTopologies Kafka Streams: the topics that are consumed together, each set one sub-topology; empty if unknown
 */
public record Membership(
        Optional<RebalanceProtocol> protocol,
        Optional<Assignor> assignor,
        Optional<Boolean> staticMembers,
        List<Set<String>> subTopologies) {

    public static final Membership UNKNOWN = ofProtocol(Optional.empty());

    public Membership {
        subTopologies = subTopologies.stream().<Set<String>>map(Set::copyOf).toList();
    }

    /** Members of which no more than the protocol is known. */
    public static Membership ofProtocol(Optional<RebalanceProtocol> protocol) {
        return new Membership(protocol, Optional.empty(), Optional.empty(), List.of());
    }

    /** This where it tells something, {@code earlier} where it does not. */
    public Membership or(Membership earlier) {
        return new Membership(
                protocol.or(earlier::protocol),
                assignor.or(earlier::assignor),
                staticMembers.or(earlier::staticMembers),
                subTopologies.isEmpty() ? earlier.subTopologies : subTopologies);
    }
}
