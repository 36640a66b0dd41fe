package io.lagcast.recommender.workloads;

import java.util.Map;
import java.util.Set;

/** The Kafka clusters that are configured. Provided by whoever connects to them. */
public interface Clusters {

    /** Their names. */
    Set<String> names();

    /**
     * How clients connect to a cluster: properties of Kafka's clients, some of which are secrets.
     *
     * @throws IllegalArgumentException if no cluster of that name is configured
     */
    Map<String, String> client(String name);
}
