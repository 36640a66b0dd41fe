package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.PartitionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a group consumes, as its assignor sees it: partitions in the order of topic and partition, each with its share of the arrivals.
 *
 * @param ids the partitions, ascending
 * @param shares by partition, its share of all arrivals
 */
record Pieces(List<PartitionId> ids, List<Double> shares) {

    /** By topic in order, the shares of its partitions in order. */
    double[][] byTopic() {
        Map<String, List<Double>> topics = new TreeMap<>();
        for (int i = 0; i < ids.size(); i++) {
            topics.computeIfAbsent(ids.get(i).topic(), topic -> new ArrayList<>())
                    .add(shares.get(i));
        }
        return topics.values().stream().map(Pieces::array).toArray(double[][]::new);
    }

    double[] inOrder() {
        return array(shares);
    }

    /**
     * The shares of Kafka Streams' tasks: partition {@code p} of every topic of a sub-topology is one task. A topic in none of {@code subTopologies} is
     * one by itself.
     */
    double[] tasks(List<Set<String>> subTopologies) {
        Map<PartitionId, Double> tasks = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            PartitionId id = ids.get(i);
            String first = subTopologies.stream()
                    .filter(topics -> topics.contains(id.topic()))
                    .map(topics -> topics.stream().sorted().toList().getFirst())
                    .findFirst()
                    .orElse(id.topic());
            tasks.merge(new PartitionId(first, id.partition()), shares.get(i), Double::sum);
        }
        return new TreeMap<>(tasks)
                .values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether all shares are nearly the same: within {@code factor} of the mean. */
    static boolean areEven(double[] shares, double sum, double factor) {
        double most = Arrays.stream(shares).max().orElse(0);
        return most <= 0 || most <= factor * sum / shares.length;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
