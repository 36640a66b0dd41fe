package io.lagcast.costmodel.offsets;

/** Where a consumer starts on a partition its group never committed: its {@code auto.offset.reset}. */
public enum ResetPolicy {
    /** At the oldest retained record, so everything retained is lag. */
    EARLIEST,
    /** At the end, so what was there before the partition was first seen is not lag. Kafka's default. */
    LATEST
}
