package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.ledger.RecommendationIssued;
import io.lagcast.recommender.workloads.WorkloadChanged;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * The operator as long as this instance leads. It starts on a thread of its own and tries again until the cluster answers and knows the custom resource.
 */
class ScalerOperator implements LeaderDuty {

    private static final Logger log = LoggerFactory.getLogger(ScalerOperator.class);

    /** How long the cluster may take to tell what resources there are before it is asked anew. */
    private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final Supplier<ScalerReconciler> reconcilers;
    private final OperatorSettings settings;
    private volatile @Nullable Thread starting;
    private volatile @Nullable Operator operator;
    private volatile @Nullable ScalerReconciler reconciler;

    ScalerOperator(KubernetesClient client, Supplier<ScalerReconciler> reconcilers, OperatorSettings settings) {
        this.client = client;
        this.reconcilers = reconcilers;
        this.settings = settings;
    }

    @Override
    public synchronized void begin() {
        Thread thread = Thread.ofVirtual().name("operator-start").unstarted(this::startUntilItRuns);
        starting = thread;
        thread.start();
    }

    private void startUntilItRuns() {
        boolean told = false;
        while (starting != null && operator == null) {
            ScalerReconciler reconciles = reconcilers.get();
            Operator tried = assemble(reconciles);
            try {
                tried.start();
                serve(tried, reconciles);
            } catch (RuntimeException unreachable) {
                told = tell(unreachable, told);
                stop(tried);
                pause();
            }
        }
    }

    /** Unless this was ended while the operator started. */
    private synchronized void serve(Operator started, ScalerReconciler reconciles) {
        if (starting == null) {
            stop(started);
            return;
        }
        reconciler = reconciles;
        operator = started;
        log.info("Custom resources of {} are served", client.getMasterUrl());
    }

    private Operator assemble(ScalerReconciler reconciles) {
        Operator assembled = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withCacheSyncTimeout(SYNC_TIMEOUT)
                // Changes are written as patches of what was read: they need no field ownership, and lose to whoever
                // wrote in between.
                .withUseSSAToPatchPrimaryResource(false));
        assembled.register(reconciles, overrider -> {
            overrider.withRetry(new GenericRetry()
                    .setInitialInterval(settings.retryInterval())
                    .withLinearRetry()
                    .withoutMaxAttempts());
            if (!settings.namespaces().isEmpty()) {
                overrider.settingNamespaces(Set.copyOf(settings.namespaces()));
            }
        });
        return assembled;
    }

    private boolean tell(RuntimeException unreachable, boolean told) {
        if (!told) {
            log.warn(
                    "Custom resources are not served yet: {}. Maybe there is no cluster at {}, the custom resource definition is missing, or the service"
                            + " account may not read it; tried again every {}",
                    unreachable.getMessage(),
                    client.getMasterUrl(),
                    settings.retryInterval());
        }
        return true;
    }

    private void pause() {
        try {
            Thread.sleep(settings.retryInterval());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            starting = null;
        }
    }

    @Override
    public synchronized void end() {
        Thread thread = starting;
        starting = null;
        if (thread != null) {
            thread.interrupt();
        }
        Operator running = operator;
        operator = null;
        reconciler = null;
        if (running != null) {
            stop(running);
        }
    }

    private static void stop(Operator running) {
        try {
            running.stop();
        } catch (RuntimeException failed) {
            log.debug("The operator did not stop in order: {}", failed.getMessage());
        }
    }

    /** Whether resources are served by now. */
    boolean serves() {
        return operator != null;
    }

    @EventListener
    void on(RecommendationIssued issued) {
        changed(issued.recommendation().workload());
    }

    @EventListener
    void on(WorkloadChanged changed) {
        changed(changed.workload().name());
    }

    @EventListener
    void on(WorkloadRemoved removed) {
        changed(removed.name());
    }

    private void changed(String workload) {
        ScalerReconciler running = reconciler;
        if (running != null) {
            running.notices().changed(workload);
        }
    }
}
