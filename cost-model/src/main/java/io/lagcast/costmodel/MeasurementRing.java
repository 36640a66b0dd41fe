package io.lagcast.costmodel;

import io.lagcast.costmodel.offsets.EventTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Measurements in primitive arrays, oldest first, growing up to a capacity and then replacing the oldest. Mutable, one owner. */
final class MeasurementRing {

    private static final int INITIAL_LENGTH = 64;
    private static final int UNKNOWN = -1;
    private static final int GAP = 1;
    private static final int TEACHES_THROUGHPUT = 2;

    private final int capacity;
    private int first;
    private int size;

    private long[] atMicros = new long[INITIAL_LENGTH];
    private long[] intervalMicros = new long[INITIAL_LENGTH];
    private double[] producedPerSecond = new double[INITIAL_LENGTH];
    private double[] consumedPerSecond = new double[INITIAL_LENGTH];
    private double[] lagRecords = new double[INITIAL_LENGTH];
    private long[] lagTimeMicros = new long[INITIAL_LENGTH];
    private int[] desired = new int[INITIAL_LENGTH];
    private int[] ready = new int[INITIAL_LENGTH];
    private int[] partitions = new int[INITIAL_LENGTH];
    private GroupState[] states = new GroupState[INITIAL_LENGTH];
    private byte[] flags = new byte[INITIAL_LENGTH];

    MeasurementRing(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    long atMicros(int index) {
        return atMicros[slot(index)];
    }

    void dropBefore(long micros) {
        while (size > 0 && atMicros(0) < micros) {
            dropOldest();
        }
    }

    private void dropOldest() {
        first = (first + 1) % atMicros.length;
        size--;
    }

    void add(Measurement measurement) {
        if (size == capacity) {
            dropOldest();
        }
        if (size == atMicros.length) {
            grow();
        }
        size++;
        set(slot(size - 1), measurement);
    }

    private void set(int slot, Measurement measurement) {
        atMicros[slot] = EventTime.micros(measurement.time());
        intervalMicros[slot] = micros(measurement.interval());
        producedPerSecond[slot] = measurement.produced().orElse(Double.NaN);
        consumedPerSecond[slot] = measurement.consumed().orElse(Double.NaN);
        lagRecords[slot] = measurement.lag().orElse(Double.NaN);
        lagTimeMicros[slot] = micros(measurement.lagTime());
        desired[slot] = measurement.replicas().map(ReplicaCounts::desired).orElse(UNKNOWN);
        ready[slot] = measurement
                .replicas()
                .map(ReplicaCounts::ready)
                .orElse(OptionalInt.empty())
                .orElse(UNKNOWN);
        partitions[slot] = measurement.partitions();
        states[slot] = measurement.groupState();
        flags[slot] =
                (byte) ((measurement.gap() ? GAP : 0) | (measurement.teachesThroughput() ? TEACHES_THROUGHPUT : 0));
    }

    Measurement get(int index) {
        int slot = slot(Objects.checkIndex(index, size));
        return new Measurement(
                EventTime.instant(atMicros[slot]),
                duration(intervalMicros[slot]),
                optional(producedPerSecond[slot]),
                optional(consumedPerSecond[slot]),
                optional(lagRecords[slot]),
                duration(lagTimeMicros[slot]),
                replicas(slot),
                partitions[slot],
                states[slot],
                (flags[slot] & GAP) != 0,
                (flags[slot] & TEACHES_THROUGHPUT) != 0);
    }

    private Optional<ReplicaCounts> replicas(int slot) {
        if (desired[slot] == UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new ReplicaCounts(
                desired[slot], ready[slot] == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(ready[slot])));
    }

    private static long micros(Optional<Duration> duration) {
        return duration.map(EventTime::micros).orElse((long) UNKNOWN);
    }

    private static Optional<Duration> duration(long micros) {
        return micros == UNKNOWN ? Optional.empty() : Optional.of(EventTime.duration(micros));
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private int slot(int index) {
        return (first + index) % atMicros.length;
    }

    private void grow() {
        int length = Math.min(capacity, 2 * size);
        atMicros = unroll(atMicros, new long[length]);
        intervalMicros = unroll(intervalMicros, new long[length]);
        producedPerSecond = unroll(producedPerSecond, new double[length]);
        consumedPerSecond = unroll(consumedPerSecond, new double[length]);
        lagRecords = unroll(lagRecords, new double[length]);
        lagTimeMicros = unroll(lagTimeMicros, new long[length]);
        desired = unroll(desired, new int[length]);
        ready = unroll(ready, new int[length]);
        partitions = unroll(partitions, new int[length]);
        states = unroll(states, new GroupState[length]);
        flags = unroll(flags, new byte[length]);
        first = 0;
    }

    /** Copies a full ring into a longer array, oldest first. */
    private <T> T unroll(T full, T longer) {
        System.arraycopy(full, first, longer, 0, size - first);
        System.arraycopy(full, 0, longer, size - first, first);
        return longer;
    }
}
