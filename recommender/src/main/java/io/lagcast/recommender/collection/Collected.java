package io.lagcast.recommender.collection;

import io.lagcast.costmodel.LagSample;
import java.util.Map;
import java.util.Objects;

/**
 * One round of collection on a cluster.
 *
 * @param samples one sample by workload, possibly unreadable or with gaps
 * @param failures why samples have gaps, by workload
 * @param views what the groups looked like, by group, where that could be read
 */
record Collected(Map<String, LagSample> samples, Map<String, Exception> failures, Map<String, GroupView> views) {

    /** Whether anything could be read at all. */
    boolean hasContent() {
        return !views.isEmpty()
                || samples.values().stream()
                        .anyMatch(sample -> !sample.partitions().isEmpty());
    }

    /** The sample of one workload, which must have been asked for. */
    LagSample sample(String workload) {
        return Objects.requireNonNull(samples.get(workload), () -> "No sample of " + workload);
    }
}
