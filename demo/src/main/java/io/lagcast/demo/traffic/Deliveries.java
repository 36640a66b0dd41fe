package io.lagcast.demo.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The account of every record: how many the broker acknowledged, how many came out (each counted once), how many came out again,
 * and how old they were. Safe for many threads.
 */
public final class Deliveries {

    private final AtomicLong produced = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong recentLongestMillis = new AtomicLong();
    private final SequenceSet[] seen;
    private final LagTimes lagTimes;

    /**
     * @param partitions how many partitions the topic has
     * @param objective age that a record should not exceed
     */
    public Deliveries(int partitions, Duration objective) {
        this.seen = Stream.generate(SequenceSet::new).limit(partitions).toArray(SequenceSet[]::new);
        this.lagTimes = new LagTimes(objective);
    }

    void produced() {
        produced.incrementAndGet();
    }

    void failed() {
        failed.incrementAndGet();
    }

    /** A record was processed: number {@code sequence} of its partition, {@code ageMillis} after it was produced. */
    void consumed(int partition, long sequence, long ageMillis) {
        SequenceSet numbers = seen[partition];
        boolean isNew;
        synchronized (numbers) {
            isNew = numbers.add(sequence);
        }
        if (!isNew) {
            duplicates.incrementAndGet();
            return;
        }
        lagTimes.add(ageMillis);
        recentLongestMillis.accumulateAndGet(ageMillis, Math::max);
        consumed.incrementAndGet();
    }

    /** Records the broker acknowledged. */
    public long producedRecords() {
        return produced.get();
    }

    /** Records that were given up before the broker acknowledged them; they may have got through or not. */
    public long failedRecords() {
        return failed.get();
    }

    /** Different records that were processed. */
    public long consumedRecords() {
        return consumed.get();
    }

    /** Times that a record was processed again. */
    public long duplicateRecords() {
        return duplicates.get();
    }

    public long lagRecords() {
        return Math.max(0, produced.get() - consumed.get());
    }

    public Duration lagTime(double share) {
        return lagTimes.quantile(share);
    }

    public Duration longestLagTime() {
        return lagTimes.longest();
    }

    public double shareWithinObjective() {
        return lagTimes.shareWithinObjective();
    }

    /** The greatest age processed since this was last asked. */
    public Duration takeRecentLagTime() {
        return Duration.ofMillis(recentLongestMillis.getAndSet(0));
    }
}
