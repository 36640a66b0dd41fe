package io.lagcast.recommender.ledger;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562): milliseconds since the epoch, a counter within the millisecond, and 62 random bits. Strictly ascending within one
 * process, also when the clock goes back, and after whatever another process made.
 */
final class TimeOrderedIds {

    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;
    /** Milliseconds and counter of the newest identifier, in one number. */
    private long newest;

    TimeOrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Makes only later ones than {@code other} from now on, which another process made with a clock of its own. */
    synchronized void continueAfter(UUID other) {
        long high = other.getMostSignificantBits();
        newest = Math.max(newest, (high >>> 16 << COUNTER_BITS) | (high & ((1 << COUNTER_BITS) - 1)));
    }

    synchronized UUID next() {
        newest = Math.max(newest + 1, clock.millis() << COUNTER_BITS);
        long counter = newest & ((1 << COUNTER_BITS) - 1);
        long high = (newest >>> COUNTER_BITS << 16) | VERSION_7 | counter;
        return new UUID(high, VARIANT | (random.nextLong() >>> 2));
    }
}
