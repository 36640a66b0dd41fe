package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The workloads that are watched. Reads are answered from memory and never wait; writes go to the store first. Those of the configuration are there
 * from the start, the stored ones as soon as the store can be read.
 */
@Component
public class Workloads implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Workloads.class);

    private final Map<String, Workload> byName = new ConcurrentSkipListMap<>();
    /** Writes and refreshes happen one at a time, so that memory, store and events agree on the order. */
    private final ReentrantLock writing = new ReentrantLock();

    private final WorkloadStore store;
    private final ObjectProvider<Clusters> clusters;
    private final ApplicationEventPublisher events;
    private volatile boolean loaded;
    /** Of the store, before it was read last. */
    private volatile long version;

    Workloads(
            ConfiguredWorkloads configured,
            WorkloadStore store,
            ObjectProvider<Clusters> clusters,
            ApplicationEventPublisher events) {
        this.store = store;
        this.clusters = clusters;
        this.events = events;
        configured.workloads().forEach(workload -> byName.put(workload.name(), workload));
    }

    /** Every workload known, by name. */
    public List<Workload> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Workload> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The workload of that name, if need be as another instance has stored it a moment ago. */
    public Optional<Workload> findStored(String name) {
        if (find(name).isEmpty()) {
            try {
                refreshIfChanged();
            } catch (DatabaseUnreachable away) {
                log.debug("Workload {} was not looked for: {}", name, away.getMessage());
            }
        }
        return find(name);
    }

    /** Whether the stored workloads have been read since the start; until then a workload that cannot be found may still exist. */
    public boolean loaded() {
        return loaded;
    }

    /**
     * Adds the workload or replaces the one of its name. Putting what is there already changes nothing.
     *
     * @return the one that was there before, if any
     * @throws ConfiguredWorkloadException if the configuration defines one of that name
     * @throws InvalidWorkloadException if it names a cluster that is not configured
     * @throws DatabaseUnreachable if it cannot be stored now
     */
    public Optional<Workload> put(Workload workload) {
        return put(workload, Precondition.NONE);
    }

    /** As {@link #put(Workload)}, provided that the precondition holds of what is stored. */
    public Optional<Workload> put(Workload workload, Precondition precondition) {
        if (workload.origin() != Origin.API) {
            throw new IllegalArgumentException(
                    "Only workloads of origin API can be put but " + workload.name() + " is of " + workload.origin());
        }
        requireKnownCluster(workload);
        return locked(() -> {
            requireChangeable(workload.name());
            loadOnce();
            Optional<Workload> before = find(workload.name());
            if (!precondition.equals(Precondition.NONE)
                    || before.filter(workload::equals).isEmpty()) {
                store.save(workload, precondition);
                byName.put(workload.name(), workload);
                events.publishEvent(new WorkloadChanged(workload));
            }
            return before;
        });
    }

    /**
     * Stops watching a workload.
     *
     * @return whether there was one
     * @throws ConfiguredWorkloadException if the configuration defines it
     * @throws DatabaseUnreachable if that cannot be stored now
     */
    public boolean remove(String name) {
        return remove(name, Precondition.NONE);
    }

    /** As {@link #remove(String)}, provided that the precondition holds of what is stored. */
    public boolean remove(String name, Precondition precondition) {
        return locked(() -> {
            requireChangeable(name);
            loadOnce();
            if (!byName.containsKey(name)) {
                return false;
            }
            store.delete(name, precondition);
            byName.remove(name);
            events.publishEvent(new WorkloadRemoved(name));
            return true;
        });
    }

    /**
     * Reads the store again and takes over what another instance changed.
     *
     * @throws DatabaseUnreachable if it cannot be read now; what is known stays
     */
    void refresh() {
        locked(() -> {
            long before = store.version();
            Map<String, Workload> stored = new HashMap<>();
            store.load().forEach(workload -> stored.put(workload.name(), workload));
            stored.values().forEach(this::takeOver);
            all().stream()
                    .filter(known -> known.origin() == Origin.API && !stored.containsKey(known.name()))
                    .forEach(gone -> {
                        byName.remove(gone.name());
                        events.publishEvent(new WorkloadRemoved(gone.name()));
                    });
            version = before;
            loaded = true;
            return stored;
        });
    }

    /**
     * Takes over what another instance changed, if any did. Costs next to nothing otherwise.
     *
     * @throws DatabaseUnreachable if the store cannot be read now; what is known stays
     */
    void refreshIfChanged() {
        if (!loaded || store.version() != version) {
            refresh();
        }
    }

    private void takeOver(Workload stored) {
        Optional<Workload> known = find(stored.name());
        if (known.filter(workload -> workload.origin() == Origin.CONFIGURATION).isPresent()) {
            if (!loaded) {
                log.warn("Workload {} is stored and configured; the configuration wins", stored.name());
            }
            return;
        }
        if (known.filter(stored::equals).isEmpty()) {
            byName.put(stored.name(), stored);
            events.publishEvent(new WorkloadChanged(stored));
        }
    }

    private void loadOnce() {
        if (!loaded) {
            refresh();
        }
    }

    private void requireChangeable(String name) {
        if (find(name)
                .filter(workload -> workload.origin() == Origin.CONFIGURATION)
                .isPresent()) {
            throw new ConfiguredWorkloadException(name);
        }
    }

    /** Fails the start when the configuration names a cluster that is not configured. */
    @Override
    public void afterSingletonsInstantiated() {
        List<Violation> violations = all().stream()
                .filter(workload -> workload.origin() == Origin.CONFIGURATION)
                .flatMap(workload ->
                        unknownCluster(workload, ConfiguredWorkloads.PREFIX + "." + workload.name() + ".").stream())
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidWorkloadException(violations);
        }
    }

    private void requireKnownCluster(Workload workload) {
        unknownCluster(workload, "").ifPresent(violation -> {
            throw new InvalidWorkloadException(List.of(violation));
        });
    }

    private Optional<Violation> unknownCluster(Workload workload, String path) {
        Clusters configured = clusters.getIfAvailable();
        Set<String> known = new TreeSet<>(configured == null ? Set.of() : configured.names());
        known.add(Workload.DEFAULT_CLUSTER); // may stand for no cluster at all when samples are pushed
        if (configured == null || known.contains(workload.cluster())) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                path + "cluster", "\"" + workload.cluster() + "\"", "must be a configured cluster, one of " + known));
    }

    private <T> T locked(Supplier<T> work) {
        writing.lock();
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }
}
