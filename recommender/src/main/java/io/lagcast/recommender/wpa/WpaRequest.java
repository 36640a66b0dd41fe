package io.lagcast.recommender.wpa;

import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a WatermarkPodAutoscaler asks, in the JSON of its protocol buffers. Its constraints and watermarks are not read: the bounds are those of the
 * workload's policy, and the autoscaler applies its own to whatever it is told.
 *
 * @param targetRef what it scales
 * @param state how many replicas there are
 * @param settings spec.recommender.settings of its manifest; workload names the workload
 */
record WpaRequest(
        @Nullable TargetRef targetRef,
        @Nullable State state,
        @Nullable Map<String, Object> settings) {

    private static final String WORKLOAD = "workload";

    /**
     * What is scaled.
     *
     * @param apiVersion API group and version
     * @param kind Deployment, for example
     * @param namespace its namespace
     * @param name its name, which is the workload's unless settings say otherwise
     */
    record TargetRef(
            @Nullable String apiVersion,
            @Nullable String kind,
            @Nullable String namespace,
            @Nullable String name) {}

    /**
     * How many replicas there are.
     *
     * @param desiredReplicas asked for
     * @param currentReplicas there
     * @param readyReplicas ready
     */
    record State(
            @Nullable Integer desiredReplicas,
            @Nullable Integer currentReplicas,
            @Nullable Integer readyReplicas) {}

    /**
     * The name of the workload it is about: {@code settings.workload}, else the target's name.
     *
     * @throws ProblemException if there is neither
     */
    String workload() {
        return setting()
                .or(this::targetName)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_PARAMETER,
                        List.of(new Violation(
                                "targetRef.name",
                                "null",
                                "must be the name of a workload, or settings.workload must be (spec.recommender.settings of the"
                                        + " WatermarkPodAutoscaler)"))));
    }

    private Optional<String> setting() {
        Object written = settings == null ? null : settings.get(WORKLOAD);
        if (written == null) {
            return Optional.empty();
        }
        if (written instanceof String name && !name.isBlank()) {
            return Optional.of(name.strip());
        }
        throw new ProblemException(
                ProblemType.INVALID_PARAMETER,
                List.of(new Violation("settings.workload", "\"" + written + "\"", "must be the name of a workload")));
    }

    private Optional<String> targetName() {
        return Optional.ofNullable(targetRef).map(TargetRef::name).filter(name -> !name.isBlank());
    }
}
