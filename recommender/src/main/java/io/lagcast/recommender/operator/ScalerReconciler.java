package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.Role;
import io.lagcast.recommender.access.WorkloadPattern;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.Standing;
import io.lagcast.recommender.operator.MoveOutcome.Made;
import io.lagcast.recommender.operator.MoveOutcome.Nothing;
import io.lagcast.recommender.operator.MoveOutcome.Refused;
import io.lagcast.recommender.operator.MoveOutcome.Waiting;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.ConfiguredWorkloadException;
import io.lagcast.recommender.workloads.InvalidWorkloadException;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.WorkloadForm;
import io.lagcast.recommender.workloads.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a resource's workload what the resource says, and its status what the ledger says. The workload goes before the resource does: its finalizer stays
 * until that is stored.
 */
@ControllerConfiguration(name = "consumergroupscaler", finalizerName = "lagcast.io/workload")
class ScalerReconciler implements Reconciler<ConsumerGroupScaler>, Cleaner<ConsumerGroupScaler> {

    private static final Logger log = LoggerFactory.getLogger(ScalerReconciler.class);

    /** Who the audit log names for workloads that come and go with a resource. */
    private static final Caller OPERATOR = new Caller("kubernetes-operator", Role.ADMIN, List.of(WorkloadPattern.ALL));

    private final LedgerNotices notices = new LedgerNotices();
    private final Workloads workloads;
    private final Ledger ledger;
    private final Mover mover;
    private final MoveEvents events;
    private final BooleanSupplier leadsBeyondDoubt;
    private final OperatorSettings settings;
    private final InstantSource clock;

    ScalerReconciler(
            Workloads workloads,
            Ledger ledger,
            Mover mover,
            MoveEvents events,
            BooleanSupplier leadsBeyondDoubt,
            OperatorSettings settings,
            InstantSource clock) {
        this.workloads = workloads;
        this.ledger = ledger;
        this.mover = mover;
        this.events = events;
        this.leadsBeyondDoubt = leadsBeyondDoubt;
        this.settings = settings;
        this.clock = clock;
    }

    LedgerNotices notices() {
        return notices;
    }

    @Override
    public List<EventSource<?, ConsumerGroupScaler>> prepareEventSources(
            EventSourceContext<ConsumerGroupScaler> context) {
        return List.of(notices);
    }

    @Override
    public UpdateControl<ConsumerGroupScaler> reconcile(
            ConsumerGroupScaler scaler, Context<ConsumerGroupScaler> context) {
        StatusReport report = new StatusReport(scaler, clock.instant());
        try {
            Workload workload = takeOver(scaler);
            Standing standing = ledger.standing(workload.name());
            MoveOutcome outcome =
                    scaler.getSpec().applies() ? move(scaler, workload, standing, context) : new Nothing();
            tell(scaler, standing, outcome);
            return update(scaler, report.accepted(standing, outcome), next(standing, outcome));
        } catch (InvalidWorkloadException invalid) {
            return rejected(scaler, report, "InvalidSpec", invalid);
        } catch (ConfiguredWorkloadException taken) {
            return rejected(scaler, report, "DefinedByConfiguration", taken);
        } catch (DatabaseUnreachable away) {
            return rejected(scaler, report, "DatabaseUnreachable", away);
        }
    }

    /** A move is made by the one that leads beyond doubt: two that both believe it could work against each other. */
    private MoveOutcome move(
            ConsumerGroupScaler scaler, Workload workload, Standing standing, Context<ConsumerGroupScaler> context) {
        return leadsBeyondDoubt.getAsBoolean()
                ? mover.move(scaler, workload.policy(), standing, neighbours(scaler, context))
                : new Waiting("PostgreSQL does not confirm that this instance leads; moves wait until it does.");
    }

    private Workload takeOver(ConsumerGroupScaler scaler) {
        ScalerSpec spec = scaler.getSpec();
        Workload workload = WorkloadForm.read(
                scaler.workload(), spec.workloadFields(scaler.getMetadata().getName()), Workload.Origin.API);
        OPERATOR.call(() -> workloads.put(workload));
        return workload;
    }

    private static List<ConsumerGroupScaler> neighbours(
            ConsumerGroupScaler scaler, Context<ConsumerGroupScaler> context) {
        return context.getPrimaryCache()
                .list(scaler.getMetadata().getNamespace(), other -> true)
                .toList();
    }

    private UpdateControl<ConsumerGroupScaler> rejected(
            ConsumerGroupScaler scaler, StatusReport report, String reason, RuntimeException rejection) {
        ScalerStatus status =
                report.rejected(reason, String.valueOf(rejection.getMessage()), ledger.standing(scaler.workload()));
        return update(scaler, status, Optional.of(settings.retryInterval()));
    }

    private void tell(ConsumerGroupScaler scaler, Standing standing, MoveOutcome outcome) {
        if (!(standing instanceof Standing.InForce inForce)) {
            return;
        }
        Recommendation recommendation = inForce.recommendation();
        switch (outcome) {
            case Made made -> {
                log.info("Scaled {}: {} -> {}", scaler.workload(), made.from(), made.to());
                events.made(scaler, recommendation, made);
            }
            case Refused refused -> {
                if (!refused.reason().equals(reasonOfReady(scaler.getStatus()))) {
                    log.warn("{} is not scaled: {}", scaler.workload(), refused.message());
                    events.refused(scaler, recommendation, refused);
                }
            }
            case Waiting waiting -> {}
            case Nothing nothing -> {
                if (isNews(scaler.getStatus(), recommendation)) {
                    events.recommended(scaler, recommendation);
                }
            }
        }
    }

    private static @Nullable String reasonOfReady(@Nullable ScalerStatus status) {
        return status == null
                ? null
                : status.conditions().stream()
                        .filter(condition -> condition.getType().equals(Conditions.READY))
                        .map(Condition::getReason)
                        .findFirst()
                        .orElse(null);
    }

    /** The same move recommended again until somebody makes it is one move. */
    private static boolean isNews(@Nullable ScalerStatus before, Recommendation recommendation) {
        boolean isMove = recommendation.action() == Action.SCALE_OUT || recommendation.action() == Action.SCALE_IN;
        Integer told = before == null ? null : before.desiredReplicas();
        return isMove && (told == null || told != recommendation.desiredReplicas());
    }

    private UpdateControl<ConsumerGroupScaler> update(
            ConsumerGroupScaler scaler, ScalerStatus status, Optional<Duration> next) {
        ScalerStatus before = scaler.getStatus();
        UpdateControl<ConsumerGroupScaler> control;
        if (before == null || before.isOutdatedBy(status, settings.statusInterval())) {
            scaler.setStatus(status);
            control = UpdateControl.patchStatus(scaler);
        } else {
            control = UpdateControl.noUpdate();
        }
        next.ifPresent(control::rescheduleAfter);
        return control;
    }

    /** When to look again although nothing is told: a move falls due, the recommendation expires, or the move before is over. */
    private Optional<Duration> next(Standing standing, MoveOutcome outcome) {
        if (outcome instanceof Waiting || outcome instanceof Refused) {
            return Optional.of(settings.retryInterval());
        }
        if (!(standing instanceof Standing.InForce inForce)) {
            return Optional.empty();
        }
        Recommendation recommendation = inForce.recommendation();
        Instant moment = inForce.due() ? recommendation.validUntil() : recommendation.executeAt();
        // A moment later, so that it is past by then.
        return Optional.of(Duration.between(clock.instant(), moment).plusMillis(100));
    }

    @Override
    public DeleteControl cleanup(ConsumerGroupScaler scaler, Context<ConsumerGroupScaler> context) {
        try {
            OPERATOR.call(() -> workloads.remove(scaler.workload()));
            return DeleteControl.defaultDelete();
        } catch (ConfiguredWorkloadException notOurs) {
            return DeleteControl.defaultDelete();
        } catch (DatabaseUnreachable away) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(settings.retryInterval());
        }
    }
}
