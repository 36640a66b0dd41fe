package io.lagcast.recommender.operator;

import io.lagcast.costmodel.Reason;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.Standing;
import io.lagcast.recommender.operator.MoveOutcome.Made;
import io.lagcast.recommender.operator.MoveOutcome.Nothing;
import io.lagcast.recommender.operator.MoveOutcome.Refused;
import io.lagcast.recommender.operator.MoveOutcome.Waiting;
import io.lagcast.recommender.operator.ScalerStatus.LastMove;
import io.lagcast.recommender.operator.ScalerStatus.PlannedMove;
import io.lagcast.recommender.operator.ScalerStatus.ReasonStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in a resource's status how its recommendation stands. */
final class StatusReport {

    /** What limits a count, by the kinds of reasons that say so. */
    private static final Map<Reason.Code, String> LIMITS = Map.of(
            Reason.Code.PARTITION_LIMIT, "Partitions",
            Reason.Code.HOT_PARTITION, "HotPartition",
            Reason.Code.STUCK_PARTITION, "StuckPartition",
            Reason.Code.DOWNSTREAM_LIMIT, "Downstream",
            Reason.Code.POLICY_LIMIT, "Policy");

    private final @Nullable ScalerStatus before;
    private final String workload;
    private final long generation;
    private final Instant now;
    private final Conditions conditions;

    StatusReport(ConsumerGroupScaler scaler, Instant now) {
        this.before = scaler.getStatus();
        this.workload = scaler.workload();
        Long written = scaler.getMetadata().getGeneration();
        this.generation = written == null ? 0 : written;
        this.now = now;
        this.conditions = new Conditions(before == null ? List.of() : before.conditions(), generation, now);
    }

    /** The status of a resource that could not be taken over as it is; what is in force of the workload before is still told. */
    ScalerStatus rejected(String reason, String message, Standing standing) {
        conditions.no(Conditions.READY, reason, message);
        return report(standing, new Nothing());
    }

    /** The status of a resource whose workload is watched. */
    ScalerStatus accepted(Standing standing, MoveOutcome outcome) {
        ready(standing, outcome);
        return report(standing, outcome);
    }

    private void ready(Standing standing, MoveOutcome outcome) {
        switch (outcome) {
            case Refused refused -> conditions.no(Conditions.READY, refused.reason(), refused.message());
            case Waiting waiting -> conditions.yes(Conditions.READY, "Moving", waiting.message());
            case Made made ->
                conditions.yes(Conditions.READY, "Moving", made.from() + " -> " + made.to() + " was asked for.");
            case Nothing nothing -> ready(standing);
        }
    }

    private void ready(Standing standing) {
        switch (standing) {
            case Standing.InForce inForce ->
                conditions.yes(Conditions.READY, "Recommending", "A recommendation is in force.");
            case Standing.Expired expired ->
                conditions.no(Conditions.READY, "Stale", "The last recommendation has expired.");
            case Standing.Missing missing ->
                conditions.no(
                        Conditions.READY,
                        "NoRecommendation",
                        "Nothing was recommended yet. Maybe the group has not been seen: check cluster and group.");
        }
    }

    private ScalerStatus report(Standing standing, MoveOutcome outcome) {
        LastMove lastMove = outcome instanceof Made made
                ? new LastMove(Times.text(now), made.from(), made.to())
                : before == null ? null : before.lastMove();
        return switch (standing) {
            case Standing.InForce inForce -> inForce(inForce, lastMove);
            case Standing.Expired expired -> {
                String until = Times.text(expired.recommendation().validUntil());
                conditions.unknown(Conditions.LEARNING, "Stale", "Not known now.");
                conditions.unknown(Conditions.LIMITED, "Stale", "Not known now.");
                conditions.yes(Conditions.STALE, "Expired", "The last recommendation was valid until " + until + ".");
                yield without(lastMove);
            }
            case Standing.Missing missing -> {
                conditions.unknown(Conditions.LEARNING, "NoRecommendation", "Nothing was recommended yet.");
                conditions.unknown(Conditions.LIMITED, "NoRecommendation", "Nothing was recommended yet.");
                conditions.unknown(Conditions.STALE, "NoRecommendation", "Nothing was recommended yet.");
                yield without(lastMove);
            }
        };
    }

    private ScalerStatus without(@Nullable LastMove lastMove) {
        return new ScalerStatus(generation, workload, null, null, null, null, null, null, lastMove, conditions.all());
    }

    private ScalerStatus inForce(Standing.InForce inForce, @Nullable LastMove lastMove) {
        Recommendation recommendation = inForce.recommendation();
        learning(recommendation);
        limited(recommendation.reason());
        conditions.no(Conditions.STALE, "Renewed", "Valid until " + Times.text(recommendation.validUntil()) + ".");
        return new ScalerStatus(
                generation,
                workload,
                recommendation.desiredReplicas(),
                recommendation.currentReplicas(),
                recommendation.action().name(),
                new ReasonStatus(
                        recommendation.reason().code().name(),
                        recommendation.reason().text()),
                Times.text(recommendation.time()),
                planned(inForce).orElse(null),
                lastMove,
                conditions.all());
    }

    private void learning(Recommendation recommendation) {
        int observations = recommendation.advice().beliefs().throughputObservations();
        if (recommendation.reason().code() == Reason.Code.COLD_START) {
            conditions.yes(
                    Conditions.LEARNING, "ColdStart", recommendation.reason().text());
            return;
        }
        if (observations == 0) {
            conditions.yes(
                    Conditions.LEARNING,
                    "Priors",
                    "What a replica processes was not seen yet; priors or defaults stand in.");
            return;
        }
        conditions.no(Conditions.LEARNING, "Learned", "What a replica processes was seen " + observations + " times.");
    }

    private void limited(Reason reason) {
        String limit = LIMITS.get(reason.code());
        if (limit == null) {
            conditions.no(Conditions.LIMITED, "Free", "Nothing but cost limits the count.");
            return;
        }
        conditions.yes(Conditions.LIMITED, limit, reason.text());
    }

    private static Optional<PlannedMove> planned(Standing.InForce inForce) {
        Recommendation recommendation = inForce.recommendation();
        boolean isMove = recommendation.action() == Action.SCALE_OUT || recommendation.action() == Action.SCALE_IN;
        return isMove && !inForce.due()
                ? Optional.of(new PlannedMove(Times.text(recommendation.executeAt()), recommendation.desiredReplicas()))
                : Optional.empty();
    }
}
