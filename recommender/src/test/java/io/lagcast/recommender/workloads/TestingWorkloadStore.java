package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store in memory that can be switched off. */
final class TestingWorkloadStore implements WorkloadStore {

    private final Map<String, Workload> stored = new TreeMap<>();
    private boolean available = true;

    private long version;

    void available(boolean now) {
        available = now;
    }

    @Override
    public List<Workload> load() {
        requireAvailable();
        return List.copyOf(stored.values());
    }

    @Override
    public long version() {
        requireAvailable();
        return version;
    }

    @Override
    public void save(Workload workload, Precondition precondition) {
        requireAvailable();
        precondition.check(Optional.ofNullable(stored.get(workload.name())));
        stored.put(workload.name(), workload);
        version++;
    }

    @Override
    public void delete(String name, Precondition precondition) {
        requireAvailable();
        precondition.check(Optional.ofNullable(stored.get(name)));
        stored.remove(name);
        version++;
    }

    private void requireAvailable() {
        if (!available) {
            throw new DatabaseUnreachable("switched off", new IllegalStateException("by the test"));
        }
    }
}
