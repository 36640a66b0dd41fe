package io.lagcast.costmodel;

import io.lagcast.costmodel.offsets.EventTime;
import io.lagcast.costmodel.offsets.OffsetAccounts;
import io.lagcast.costmodel.offsets.ResetPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * The bounded window of one workload: its newest measurements, and the newest view of its partitions. Mutable, one owner.
 *
 * <p>Measurements live in primitive arrays; state per partition is bounded. Event time, in microseconds, decides what is newer and what is kept.
 */
public final class WorkloadHistory {

    /** Most measurements kept, whatever the window: four and a half hours of samples a second. */
    private static final int MAX_MEASUREMENTS = 16_384;

    private final long windowMicros;
    private final OffsetAccounts accounts;
    private final MeasurementRing ring = new MeasurementRing(MAX_MEASUREMENTS);
    private Membership membership = Membership.UNKNOWN;

    /** A window for a group that starts at the end of partitions it never committed, as Kafka's consumers do by default. */
    public WorkloadHistory(Duration window) {
        this(window, ResetPolicy.LATEST);
    }

    /**
     * An empty window.
     *
     * @param window how long measurements are kept, positive
     * @param resetPolicy where the group starts on partitions it never committed
     */
    public WorkloadHistory(Duration window, ResetPolicy resetPolicy) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("The window of a history must be positive but was " + window);
        }
        windowMicros = EventTime.micros(window);
        accounts = new OffsetAccounts(resetPolicy);
    }

    /** Accounts for a sample; empty, and without effect, when it is not newer than the newest. */
    public Optional<Measurement> append(LagSample sample) {
        long atMicros = EventTime.micros(sample.time());
        if (ring.size() > 0 && atMicros <= ring.atMicros(ring.size() - 1)) {
            return Optional.empty();
        }
        Measurement measurement = accounts.account(sample);
        membership = sample.membership().or(membership);
        ring.dropBefore(atMicros - windowMicros);
        ring.add(measurement);
        return Optional.of(measurement);
    }

    /** How the group's members share its partitions, each part as the newest sample that could tell said. */
    public Membership membership() {
        return membership;
    }

    public int size() {
        return ring.size();
    }

    /** A measurement by age, 0 being the oldest. */
    public Measurement measurement(int index) {
        return ring.get(index);
    }

    public Optional<Measurement> latest() {
        return ring.size() == 0 ? Optional.empty() : Optional.of(ring.get(ring.size() - 1));
    }

    /** The newest view of every partition. */
    public PartitionRates partitions() {
        return accounts.partitions();
    }
}
