package io.lagcast.costmodel;

/** How a group moves partitions between its members, which decides what a move interrupts. */
public enum RebalanceProtocol {
    /** Every partition stops until every member has rejoined (range, round-robin, sticky assignors). */
    EAGER,
    /** Only moved partitions stop (KIP-429). */
    COOPERATIVE,
    /** The broker assigns, members reconcile one by one (KIP-848). */
    SERVER_ASSIGNED,
    /** Kafka Streams: moved tasks restore their state first. */
    STREAMS
}
