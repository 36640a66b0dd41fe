package io.lagcast.recommender.workloads;

import java.util.Map;
import java.util.Set;

/** Clusters that are only names. */
record TestingClusters(Set<String> names) implements Clusters {

    TestingClusters {
        names = Set.copyOf(names);
    }

    @Override
    public Map<String, String> client(String name) {
        return Map.of();
    }
}
