package io.lagcast.recommender.keda;

import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Violation;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A ScaledObject's trigger as its metadata describes it.
 *
 * @param workload the workload it is about
 */
record Trigger(String workload) {

    /** Name of the one metric. */
    static final String METRIC = "lagcast-desired-replicas";

    private static final String WORKLOAD = "workload";

    /** KEDA numbers the metrics of a ScaledObject and takes the number off before it asks; some versions did not. */
    private static final Pattern KNOWN_METRIC = Pattern.compile("(s\\d+-)?" + METRIC);

    /**
     * Reads a trigger.
     *
     * @throws ProblemException if its metadata names no workload
     */
    static Trigger of(ScaledObjectRef asking) {
        String workload =
                asking.getScalerMetadataMap().getOrDefault(WORKLOAD, "").strip();
        if (workload.isEmpty()) {
            String given = asking.getScalerMetadataCount() == 0
                    ? "no metadata"
                    : "metadata "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(asking.getScalerMetadataMap().keySet()));
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    "The trigger of ScaledObject \"" + asking.getNamespace() + "/" + asking.getName() + "\" has "
                            + given
                            + " but no workload. Write \"workload: NAME\" under its metadata, NAME as in /api/v1/workloads.");
        }
        return new Trigger(workload);
    }

    /**
     * Checks the name of a metric that is asked for; none means the only one.
     *
     * @throws ProblemException if there is no such metric
     */
    static void requireKnownMetric(String name) {
        if (!name.isEmpty() && !KNOWN_METRIC.matcher(name).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(new Violation(
                            "metricName", "\"" + name + "\"", "must be the one metric there is, " + METRIC)));
        }
    }
}
