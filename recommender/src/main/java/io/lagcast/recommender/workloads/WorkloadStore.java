package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.util.List;

/** Where workloads of the HTTP API survive a restart. Every call throws {@link DatabaseUnreachable} while it cannot be reached. */
interface WorkloadStore {

    List<Workload> load();

    void save(Workload workload);

    void delete(String name);
}
