package io.lagcast.recommender.load;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long decisions took between two readings of {@code lagcast_decision_seconds}.
 *
 * @param count decisions
 * @param meanMillis their mean
 * @param p50Millis median, by interpolation within the histogram's steps
 * @param p99Millis 99 % quantile
 */
record DecisionLatency(double count, double meanMillis, double p50Millis, double p99Millis) {

    private static final String NAME = "lagcast_decision_seconds";
    private static final double MILLIS = 1000;

    static DecisionLatency between(Map<String, Double> before, Map<String, Double> after) {
        double count = difference(before, after, NAME + "_count");
        double sum = difference(before, after, NAME + "_sum");
        NavigableMap<Double, Double> below = new TreeMap<>();
        after.forEach((name, value) -> {
            if (name.startsWith(NAME + "_bucket{")) {
                String limit = name.replaceAll(".*le=\"([^\"]+)\".*", "$1");
                below.put(
                        limit.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(limit),
                        value - before.getOrDefault(name, 0.0));
            }
        });
        return new DecisionLatency(
                count,
                count == 0 ? 0 : sum / count * MILLIS,
                quantile(below, 0.5 * count) * MILLIS,
                quantile(below, 0.99 * count) * MILLIS);
    }

    private static double difference(Map<String, Double> before, Map<String, Double> after, String name) {
        return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }

    private static double quantile(NavigableMap<Double, Double> below, double wanted) {
        double lower = 0;
        double counted = 0;
        for (Map.Entry<Double, Double> step : below.entrySet()) {
            if (step.getValue() >= wanted) {
                return Double.isInfinite(step.getKey()) || step.getValue() <= counted
                        ? lower
                        : lower + (step.getKey() - lower) * (wanted - counted) / (step.getValue() - counted);
            }
            lower = step.getKey();
            counted = step.getValue();
        }
        return lower;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f decisions, mean %.2f ms, p50 %.2f ms, p99 %.2f ms",
                count,
                meanMillis,
                p50Millis,
                p99Millis);
    }
}
