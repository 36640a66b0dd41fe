package io.lagcast.recommender.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resource's status tells, from the ledger and nowhere else. Absent = not known. Instants are RFC 3339 text.
 *
 * @param observedGeneration generation of the resource that this is about
 * @param workload name of the workload over HTTP and in metrics
 * @param desiredReplicas replicas recommended; absent when there is no recommendation or it has expired
 * @param currentReplicas replicas in force when that was recommended; absent likewise
 * @param action what is recommended; absent likewise
 * @param reason why; absent likewise
 * @param recommendedAt event time of the sample that the recommendation rests on; absent likewise
 * @param nextPlannedMove the move that is recommended and not due yet
 * @param lastMove the move made last in mode APPLY
 * @param conditions Ready, Learning, Limited and Stale
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record ScalerStatus(
        @Nullable Long observedGeneration,
        @Nullable String workload,
        @Nullable Integer desiredReplicas,
        @Nullable Integer currentReplicas,
        @Nullable String action,
        @Nullable ReasonStatus reason,
        @Nullable String recommendedAt,
        @Nullable PlannedMove nextPlannedMove,
        @Nullable LastMove lastMove,
        List<Condition> conditions) {

    ScalerStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /**
     * Why.
     *
     * @param code kind of reason
     * @param text one sentence for people
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReasonStatus(String code, String text) {}

    /**
     * A move to come.
     *
     * @param at when it is due
     * @param replicas the count it leads to
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PlannedMove(String at, int replicas) {}

    /**
     * A move that was made.
     *
     * @param at when
     * @param from count before
     * @param to count asked for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LastMove(String at, int from, int to) {}

    /**
     * Whether writing {@code newer} in place of this is worth a request: it always is when anything but the numbers within sentences changed, and those
     * are brought up to date once they are older than {@code patience}.
     */
    boolean isOutdatedBy(ScalerStatus newer, Duration patience) {
        if (!comparable().equals(newer.comparable())) {
            return true;
        }
        if (recommendedAt == null || newer.recommendedAt == null) {
            return false;
        }
        return Instant.parse(newer.recommendedAt)
                .isAfter(Instant.parse(recommendedAt).plus(patience));
    }

    private ScalerStatus comparable() {
        ReasonStatus code = reason == null ? null : new ReasonStatus(reason.code(), "");
        List<Condition> bare =
                conditions.stream().map(Conditions::withoutMessage).toList();
        return new ScalerStatus(
                observedGeneration,
                workload,
                desiredReplicas,
                currentReplicas,
                action,
                code,
                null,
                nextPlannedMove,
                lastMove,
                bare);
    }
}
