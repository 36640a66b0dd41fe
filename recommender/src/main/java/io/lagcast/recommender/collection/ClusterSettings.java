package io.lagcast.recommender.collection;

import io.lagcast.recommender.workloads.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * One configured Kafka cluster: any property of Kafka's clients, under {@code lagcast.clusters.NAME.*}, or {@code kafka.*} for the cluster
 * "default". Printed without values, which may be secrets.
 *
 * @param name name workloads refer to it by
 * @param client properties of its client
 */
record ClusterSettings(String name, Map<String, String> client) {

    private static final String CLUSTERS = "lagcast.clusters";
    private static final String DEFAULT_CLUSTER = "kafka";

    /** Properties whose values are safe to print. */
    private static final Set<String> PRINTED = Set.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "sasl.mechanism");

    ClusterSettings {
        client = Map.copyOf(client);
        if (client.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
            throw new IllegalArgumentException("Cluster \"" + name + "\" is configured without servers.\nMaybe add "
                    + CLUSTERS + "." + name + ".bootstrap.servers=HOST:PORT");
        }
    }

    /** Every cluster of the configuration, by name. */
    static List<ClusterSettings> from(Environment environment) {
        Map<String, Map<String, String>> byName = new TreeMap<>();
        bind(environment, CLUSTERS, nestedMaps()).forEach((name, client) -> byName.put(name, kafkaNames(client)));
        Map<String, String> direct =
                kafkaNames(bind(environment, DEFAULT_CLUSTER, Bindable.mapOf(String.class, String.class)));
        if (direct.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            byName.computeIfAbsent(Workload.DEFAULT_CLUSTER, name -> new HashMap<>())
                    .putAll(direct);
        }
        List<ClusterSettings> clusters = new ArrayList<>();
        byName.forEach((name, client) -> clusters.add(new ClusterSettings(name, client)));
        return clusters;
    }

    private static Bindable<Map<String, Map<String, String>>> nestedMaps() {
        ResolvableType properties = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class);
        return Bindable.of(
                ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class), properties));
    }

    private static <T> Map<String, T> bind(Environment environment, String prefix, Bindable<Map<String, T>> target) {
        return Binder.get(environment).bind(prefix, target).orElseGet(Map::of);
    }

    /** Spring's spelling of a name as Kafka spells it: {@code bootstrap-servers} is {@code bootstrap.servers}. */
    private static Map<String, String> kafkaNames(Map<String, String> properties) {
        Map<String, String> result = new HashMap<>();
        properties.forEach((name, value) -> {
            String dotted = name.replace('-', '.');
            result.put(AdminClientConfig.configNames().contains(dotted) ? dotted : name, value);
        });
        return result;
    }

    /** The same cluster with other properties of Kafka's clients on top, where it does not set them itself. */
    Map<String, Object> clientWithDefaults(Map<String, String> defaults) {
        Map<String, Object> result = new HashMap<>(defaults);
        result.putAll(client);
        return result;
    }

    @Override
    public String toString() {
        TreeMap<String, String> printed = new TreeMap<>();
        client.forEach((property, value) -> printed.put(property, PRINTED.contains(property) ? value : "***"));
        return "Cluster " + name + " " + printed;
    }

    static Set<String> names(List<ClusterSettings> clusters) {
        Set<String> names = new TreeSet<>();
        clusters.forEach(cluster -> names.add(cluster.name()));
        return names;
    }
}
