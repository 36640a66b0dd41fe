package io.lagcast.costmodel.offsets;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.ReplicaCounts;
import java.util.Optional;

/**
 * Since when a group has been undisturbed: stable, completely read, with the same replicas and partitions. Mutable, one owner.
 *
 * <p>The first {@value #SETTLE_SECONDS} s after a disturbance do not teach throughput: caches are cold, code is not yet compiled, and work
 * since the last commit is being done again.
 */
final class Steadiness {

    private static final long SETTLE_SECONDS = 60;

    private Optional<ReplicaCounts> replicas = Optional.empty();
    private long sinceMicros = Long.MAX_VALUE;

    /** Notes a sample; {@code disturbed} tells what the accounts saw: gaps, resets, partitions that came or went. */
    void observe(LagSample sample, GroupPhase phase, boolean disturbed, long atMicros) {
        boolean sameReplicas = sample.replicas().equals(replicas);
        replicas = sample.replicas();
        if (disturbed || !phase.isSteady() || !sameReplicas || sinceMicros == Long.MAX_VALUE) {
            sinceMicros = atMicros;
        }
    }

    /** Whether the group had settled by {@code fromMicros} and was undisturbed ever since, with a known number of replicas. */
    boolean hasSettledBy(long fromMicros) {
        return replicas.isPresent() && fromMicros - sinceMicros >= SETTLE_SECONDS * EventTime.MICROS_PER_SECOND;
    }
}
