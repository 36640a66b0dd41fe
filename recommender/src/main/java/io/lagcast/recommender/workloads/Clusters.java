package io.lagcast.recommender.workloads;

import java.util.Set;

/** The Kafka clusters that are configured. Provided by whoever connects to them. */
public interface Clusters {

    /** Their names. */
    Set<String> names();
}
