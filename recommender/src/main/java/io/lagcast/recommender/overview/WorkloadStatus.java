package io.lagcast.recommender.overview;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.Reason;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Recommendation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a workload and recommended for it last; null means unknown, never zero.
 *
 * @param lastSampleAt event time of the newest sample
 * @param lagRecords records produced and not committed
 * @param lagSeconds age of the oldest record not committed
 * @param productionRate records per second
 * @param consumptionRate records per second
 * @param currentReplicas replicas asked for at present
 * @param desiredReplicas replicas recommended; null when there is no recommendation or it has expired
 * @param action what is recommended; null likewise
 * @param reasonCode why; null likewise
 * @param groupState state of the consumer group
 * @param gap whether the newest sample is incomplete
 */
public record WorkloadStatus(
        @Nullable Instant lastSampleAt,
        @Nullable Double lagRecords,
        @Nullable Double lagSeconds,
        @Nullable Double productionRate,
        @Nullable Double consumptionRate,
        @Nullable Integer currentReplicas,
        @Nullable Integer desiredReplicas,
        @Nullable Action action,
        Reason.@Nullable Code reasonCode,
        @Nullable GroupState groupState,
        @Nullable Boolean gap) {

    /** Nothing was seen nor recommended. */
    public static final WorkloadStatus UNKNOWN = of(Optional.empty(), Optional.empty());

    private static final double MILLIS_PER_SECOND = 1000;

    static WorkloadStatus of(Optional<Measurement> measured, Optional<Recommendation> inForce) {
        return new WorkloadStatus(
                measured.map(Measurement::time).orElse(null),
                measured.map(now -> number(now.lag())).orElse(null),
                measured.flatMap(Measurement::lagTime)
                        .map(WorkloadStatus::seconds)
                        .orElse(null),
                measured.map(now -> number(now.produced())).orElse(null),
                measured.map(now -> number(now.consumed())).orElse(null),
                currentReplicas(measured, inForce),
                inForce.map(Recommendation::desiredReplicas).orElse(null),
                inForce.map(Recommendation::action).orElse(null),
                inForce.map(recommendation -> recommendation.reason().code()).orElse(null),
                measured.map(Measurement::groupState).orElse(null),
                measured.map(Measurement::gap).orElse(null));
    }

    private static @Nullable Integer currentReplicas(Optional<Measurement> measured, Optional<Recommendation> inForce) {
        return measured.flatMap(Measurement::replicas)
                .map(counts -> counts.desired())
                .or(() -> inForce.map(Recommendation::currentReplicas))
                .orElse(null);
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
