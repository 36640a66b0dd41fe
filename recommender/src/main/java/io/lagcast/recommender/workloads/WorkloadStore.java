package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.util.List;

/** Where workloads of the HTTP API survive a restart. Every call throws {@link DatabaseUnreachable} while it cannot be reached. */
interface WorkloadStore {

    List<Workload> load();

    /** A number that another one takes the place of whenever something stored changes. */
    long version();

    /** Adds or replaces, provided that the precondition holds of what is stored. */
    void save(Workload workload, Precondition precondition);

    /** Adds or replaces. */
    default void save(Workload workload) {
        save(workload, Precondition.NONE);
    }

    /** Removes, if it is there. */
    default void delete(String name) {
        delete(name, Precondition.NONE);
    }

    /** Removes, provided that the precondition holds of what is stored. */
    void delete(String name, Precondition precondition);
}
