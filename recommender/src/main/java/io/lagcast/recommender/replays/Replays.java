package io.lagcast.recommender.replays;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs replays one at a time, off every decision's way. How far one is and what came of it is stored, so that every instance can tell. */
@Component
class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lagcast-replay").factory());
    private final RecordedScenario recorded;
    private final StoredReplays stored;
    private final InstantSource clock;

    /** What this instance runs, or has run and not yet stored. */
    private volatile @Nullable ReplayRun own;

    Replays(RecordedScenario recorded, StoredReplays stored, InstantSource clock) {
        this.recorded = recorded;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * Starts a replay; empty while this instance runs another.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    synchronized Optional<ReplayJson> start(ReplayQuestion question) {
        if (own != null) {
            return Optional.empty();
        }
        ReplayRun run = new ReplayRun(UUID.randomUUID(), question, clock.instant());
        ReplayJson begun = ReplayJson.of(run);
        stored.add(begun);
        own = run;
        executor.execute(() -> run(run));
        return Optional.of(begun);
    }

    /** The replays of a workload, newest first, without their course. */
    List<ReplayJson> of(String workload) {
        return stored.of(workload).stream().map(this::newest).toList();
    }

    /** One of them. */
    Optional<ReplayJson> find(String workload, UUID id) {
        return stored.find(workload, id).map(this::newest);
    }

    /** What this instance runs it knows better than it was stored. */
    private ReplayJson newest(ReplayJson known) {
        ReplayRun run = own;
        return run != null && run.id().toString().equals(known.id()) && !run.isOver() ? ReplayJson.of(run) : known;
    }

    /** Ends a replay, wherever it runs, and forgets it; whether there was one. */
    boolean remove(String workload, UUID id) {
        boolean removed = stored.remove(workload, id);
        ReplayRun run = own;
        if (removed && run != null && run.id().equals(id)) {
            run.cancel();
        }
        return removed;
    }

    @EventListener
    void on(WorkloadRemoved removed) {
        ReplayRun run = own;
        if (run != null && run.question().workload().name().equals(removed.name())) {
            run.cancel();
        }
        try {
            stored.removeAll(removed.name());
        } catch (DatabaseUnreachable away) {
            LOG.info("Replays of workload {} stay until newer ones take their place", removed.name());
        }
    }

    /** Says how far the replay is or what came of it. One that has been removed is ended: another instance was asked to. */
    @Scheduled(fixedDelayString = "${lagcast.replays.note-interval:2s}")
    synchronized void note() {
        ReplayRun run = own;
        if (run == null) {
            return;
        }
        boolean over = run.isOver();
        try {
            if (!stored.note(ReplayJson.of(run))) {
                run.cancel();
            }
        } catch (DatabaseUnreachable away) {
            LOG.debug("How far the replay is will be said later: {}", away.getMessage());
            return;
        }
        if (over) {
            own = null;
        }
    }

    /** The one place where a replay's failure is caught. */
    private void run(ReplayRun run) {
        try {
            RecordedScenario.Recording recording = recorded.read(run.question());
            Comparison comparison = new Comparison(recording, run.question().scalers(), run::isOver, run::progress);
            run.done(recording, comparison.run());
        } catch (ReplayImpossible impossible) {
            run.failed(String.valueOf(impossible.getMessage()));
        } catch (DatabaseUnreachable away) {
            run.failed("PostgreSQL, which keeps the arrivals, does not answer. Try again when it does.");
        } catch (RuntimeException failed) {
            LOG.error(
                    "A replay of workload {} failed", run.question().workload().name(), failed);
            run.failed("It failed unexpectedly: " + failed.getMessage());
        }
        note();
    }

    @PreDestroy
    void stop() {
        ReplayRun run = own;
        if (run != null) {
            run.failed("The instance that ran it was stopped. POST starts another.");
            note();
        }
        executor.shutdownNow();
    }
}
