package io.lagcast.recommender.workloads;

import java.util.Optional;

/** What must hold of the workload that is stored before it is replaced or removed; judged together with the write, whoever else writes meanwhile. */
@FunctionalInterface
public interface Precondition {

    /** Anything goes. */
    Precondition NONE = stored -> {};

    /**
     * Judges.
     *
     * @param stored the workload that is there; empty = there is none
     * @throws RuntimeException if it is not as expected; then nothing is written
     */
    void check(Optional<Workload> stored);
}
