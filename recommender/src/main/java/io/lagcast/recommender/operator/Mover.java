package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Standing;
import io.lagcast.recommender.operator.MoveOutcome.Made;
import io.lagcast.recommender.operator.MoveOutcome.Nothing;
import io.lagcast.recommender.operator.MoveOutcome.Refused;
import io.lagcast.recommender.operator.MoveOutcome.Waiting;
import io.lagcast.recommender.operator.ScalerSpec.TargetReference;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries recommendations out on the scale subresource: one move at a time, only those that are due, and none that somebody else might undo. When in doubt
 * the target is left alone.
 */
final class Mover {

    private final KubernetesClient client;
    private final RivalAutoscalers rivals;
    private final OperatorSettings settings;
    private final InstantSource clock;

    Mover(KubernetesClient client, RivalAutoscalers rivals, OperatorSettings settings, InstantSource clock) {
        this.client = client;
        this.rivals = rivals;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes the move that is due, if any.
     *
     * @param others every scaler of the same namespace
     */
    MoveOutcome move(
            ConsumerGroupScaler scaler, WorkloadPolicy policy, Standing standing, List<ConsumerGroupScaler> others) {
        TargetReference target = scaler.getSpec().target();
        if (target == null || target.name() == null) {
            return new Refused("NoTarget", "Mode APPLY needs spec.target.name, the object whose replicas to set.");
        }
        try {
            return hindrance(scaler, target, others).orElseGet(() -> move(scaler, target, policy, standing));
        } catch (KubernetesClientException refused) {
            return refusal(target, refused);
        }
    }

    /** What keeps the target from being moved at all, whether or not a move is due. */
    private Optional<MoveOutcome> hindrance(
            ConsumerGroupScaler scaler, TargetReference target, List<ConsumerGroupScaler> others) {
        if (scaler.isPaused()) {
            return Optional.of(paused("this resource"));
        }
        Optional<ConsumerGroupScaler> elder = elder(scaler, target, others);
        if (elder.isPresent()) {
            return Optional.of(
                    another("ConsumerGroupScaler " + elder.get().getMetadata().getName(), target));
        }
        return rivals.of(scaler.getMetadata().getNamespace(), target).map(rival -> another(rival, target));
    }

    private MoveOutcome move(
            ConsumerGroupScaler scaler, TargetReference target, WorkloadPolicy policy, Standing standing) {
        Optional<Integer> due = due(standing, policy);
        if (due.isEmpty()) {
            return new Nothing();
        }
        String namespace = scaler.getMetadata().getNamespace();
        ScaleTarget object = ScaleTarget.of(client, namespace, target);
        Optional<Boolean> paused = object.isPaused();
        if (paused.isEmpty()) {
            return missing(target);
        }
        if (paused.get()) {
            return paused(target.kind() + " " + target.name());
        }
        ScaleTarget.State state = object.state();
        return obstacle(scaler.getStatus(), policy, state, due.get())
                .or(() -> rivals.now(namespace, target).map(rival -> another(rival, target)))
                .orElseGet(() -> {
                    object.scale(state, due.get());
                    return new Made(state.asked(), due.get());
                });
    }

    /** The count to ask for now: that of a move that is recommended, due and within bounds that may have changed since. */
    private static Optional<Integer> due(Standing standing, WorkloadPolicy policy) {
        if (!(standing instanceof Standing.InForce inForce) || !inForce.due()) {
            return Optional.empty();
        }
        Action action = inForce.recommendation().action();
        boolean isMove = action == Action.SCALE_OUT || action == Action.SCALE_IN;
        return Optional.of(inForce.replicas())
                .filter(count -> isMove && count >= policy.minReplicas() && count <= policy.maxReplicas());
    }

    private Optional<MoveOutcome> obstacle(
            @Nullable ScalerStatus status, WorkloadPolicy policy, ScaleTarget.State state, int desired) {
        if (state.asked() == desired) {
            return Optional.of(new Nothing());
        }
        if (state.asked() == 0 && policy.minReplicas() > 0) {
            return Optional.of(new Refused(
                    "SwitchedOff",
                    "The target was set to 0 replicas although minReplicas is " + policy.minReplicas()
                            + "; scale it to 1 or more to have it scaled again."));
        }
        if (state.isMoving() && !isOverdue(status)) {
            return Optional.of(new Waiting("The target has " + state.present() + " of " + state.asked()
                    + " replicas; the next move is made when it has them all."));
        }
        return Optional.empty();
    }

    private boolean isOverdue(@Nullable ScalerStatus status) {
        if (status == null || status.lastMove() == null) {
            return false;
        }
        Instant made = Instant.parse(status.lastMove().at());
        return made.plus(settings.moveTimeout()).isBefore(clock.instant());
    }

    /** A scaler of the same target that was there first, or has the smaller name. */
    private static Optional<ConsumerGroupScaler> elder(
            ConsumerGroupScaler scaler, TargetReference target, List<ConsumerGroupScaler> others) {
        return others.stream()
                .filter(other -> other.getSpec() != null
                        && other.getSpec().applies()
                        && target.equals(other.getSpec().target())
                        && !other.isMarkedForDeletion())
                .filter(other -> rank(other).compareTo(rank(scaler)) < 0)
                .findFirst();
    }

    private static String rank(ConsumerGroupScaler scaler) {
        return scaler.getMetadata().getCreationTimestamp() + " "
                + scaler.getMetadata().getName();
    }

    private static Refused paused(String by) {
        return new Refused(
                "Paused", "The annotation " + ConsumerGroupScaler.PAUSED + " of " + by + " is \"true\"; remove it.");
    }

    private static Refused another(String rival, TargetReference target) {
        return new Refused(
                "AnotherAutoscaler",
                rival + " scales " + target.kind() + " " + target.name()
                        + " already. Two would undo each other: delete it, or set spec.mode to RECOMMEND.");
    }

    private static Refused missing(TargetReference target) {
        return new Refused(
                "TargetNotFound",
                "There is no " + target.kind() + " " + target.name() + " of " + target.apiVersion()
                        + " in this namespace, or it has no scale subresource.");
    }

    private static MoveOutcome refusal(TargetReference target, KubernetesClientException refused) {
        return switch (refused.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> missing(target);
            case HttpURLConnection.HTTP_CONFLICT -> new Waiting("The target was changed at the same moment.");
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Refused(
                        "Forbidden", "The service account may not do what mode APPLY needs. " + refused.getMessage());
            default -> new Refused("ClusterError", String.valueOf(refused.getMessage()));
        };
    }
}
