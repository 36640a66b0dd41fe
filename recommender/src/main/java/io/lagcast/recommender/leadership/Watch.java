package io.lagcast.recommender.leadership;

import java.time.Duration;

/**
 * How long somebody else's lease has been seen without a renewal, by this machine's running clock. Time in which it could not be looked at does not count:
 * after an outage of PostgreSQL the leader, which could not renew either, gets a whole lease to do so, and so it does when this process was suspended.
 */
final class Watch {

    private final long leaseNanos;
    private final long longestGapNanos;
    private long epoch = -1;
    private long renewals = -1;
    private long unchangedSinceNanos;
    private long lookedAtNanos;

    /**
     * One that has seen nothing.
     *
     * @param lease how long a lease lasts
     * @param interval how often it is looked at
     */
    Watch(Duration lease, Duration interval) {
        this.leaseNanos = lease.toNanos();
        this.longestGapNanos = interval.multipliedBy(2).toNanos();
    }

    /** Notes what was seen now; whether the lease has run out. */
    boolean hasRunOut(LeaseRow.State seen, long nowNanos) {
        boolean same = epoch == seen.epoch() && renewals == seen.renewals();
        if (!same || nowNanos - lookedAtNanos > longestGapNanos) {
            unchangedSinceNanos = nowNanos;
        }
        epoch = seen.epoch();
        renewals = seen.renewals();
        lookedAtNanos = nowNanos;
        return nowNanos - unchangedSinceNanos >= leaseNanos;
    }

    /** Notes that it could not be looked at. */
    void reset() {
        epoch = -1;
    }
}
