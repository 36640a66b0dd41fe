package io.lagcast.costmodel.offsets;

/**
 * The tail of a log that no consumer will ever commit: transaction markers, aborted records, offsets compaction removed. Mutable, one owner.
 *
 * <p>The rule: a distance between committed and end offset of at most {@value #LIMIT} counts as nothing to consume once neither offset moved
 * for {@value #QUIET_SECONDS} s while the group was stable. A stable group with an idle partition would have consumed a handful of real
 * records long before. Where a partition has shown such a tail, one no longer than that is recognised at the next quiet sample. Lag then counts
 * from the end of the tail, so that the next record is not as old as the marker before it. A commit inside or past the tail without new
 * records proves the rule wrong for that partition, and the tail is unlearned. In a group without members the tail stays lag.
 */
final class Residue {

    /** Longest tail in records: one aborted batch of moderate size. A longer one is reported as lag, and as stalled. */
    private static final long LIMIT = 100;

    private static final long QUIET_SECONDS = 60;

    private static final long NONE = -1;

    private long quietSinceMicros;
    private long settledUpTo = NONE;
    private long settledCommit = NONE;
    private long longestTail;

    void open(long atMicros) {
        quietSinceMicros = atMicros;
    }

    /** Offset up to which nothing is left to consume, negative when unknown. */
    long settledUpTo() {
        return settledUpTo;
    }

    /** Drops the tail when the log was reset, the commit rewound, or moved beyond it. */
    void advance(long committed, boolean rewound, boolean reset) {
        if (settledUpTo == NONE) {
            return;
        }
        if (committed != settledCommit && committed <= settledUpTo) {
            longestTail = 0;
        }
        if (reset || rewound || committed != settledCommit) {
            settledUpTo = NONE;
        }
    }

    /** Settles the tail when the partition has been quiet for long enough. */
    void observe(boolean moved, long lag, long end, long committed, long atMicros) {
        if (moved) {
            quietSinceMicros = atMicros;
            return;
        }
        long quietMicros = atMicros - quietSinceMicros;
        boolean known = lag <= longestTail;
        if (lag > 0 && lag <= LIMIT && (known || quietMicros >= QUIET_SECONDS * EventTime.MICROS_PER_SECOND)) {
            settledUpTo = end;
            settledCommit = committed;
            longestTail = Math.max(longestTail, lag);
        }
    }
}
