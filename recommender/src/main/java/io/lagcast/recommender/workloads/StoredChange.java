package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.Session;

/** Told of what is stored and removed over the HTTP API, inside the same transaction: what it writes happens with the change or not at all. */
public interface StoredChange {

    /** A workload was added or replaced. */
    void stored(Session session, String name);

    /** A workload was removed. */
    void removed(Session session, String name);
}
