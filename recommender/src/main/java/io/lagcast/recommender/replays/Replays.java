package io.lagcast.recommender.replays;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs replays one at a time, off every decision's way, and keeps the newest results for a day. */
@Component
class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    /** Results are some hundred kilobytes each. */
    private static final int MOST_KEPT = 20;

    private static final Duration KEPT = Duration.ofDays(1);

    private final Deque<ReplayRun> runs = new ArrayDeque<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lagcast-replay").factory());
    private final RecordedScenario recorded;
    private final InstantSource clock;

    Replays(RecordedScenario recorded, InstantSource clock) {
        this.recorded = recorded;
        this.clock = clock;
    }

    /** Starts a replay; empty while another one runs. */
    synchronized Optional<ReplayRun> start(ReplayQuestion question) {
        expire();
        if (runs.stream().anyMatch(run -> !run.isOver())) {
            return Optional.empty();
        }
        ReplayRun run = new ReplayRun(UUID.randomUUID().toString(), question, clock.instant());
        runs.addFirst(run);
        while (runs.size() > MOST_KEPT) {
            runs.removeLast();
        }
        executor.execute(() -> run(run));
        return Optional.of(run);
    }

    /** The replays of a workload that are kept, newest first. */
    synchronized List<ReplayRun> of(String workload) {
        expire();
        return runs.stream()
                .filter(run -> run.question().workload().name().equals(workload))
                .toList();
    }

    /** Ends a replay, if it is still under way, and forgets it; whether there was one. */
    synchronized boolean remove(String workload, String id) {
        Optional<ReplayRun> found =
                of(workload).stream().filter(run -> run.id().equals(id)).findFirst();
        found.ifPresent(run -> {
            run.cancel();
            runs.remove(run);
        });
        return found.isPresent();
    }

    @EventListener
    synchronized void on(WorkloadRemoved removed) {
        of(removed.name()).forEach(run -> remove(removed.name(), run.id()));
    }

    private void expire() {
        Instant oldest = clock.instant().minus(KEPT);
        runs.removeIf(run -> run.isOver() && run.askedAt().isBefore(oldest));
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
    }

    @PreDestroy
    void stop() {
        synchronized (this) {
            runs.forEach(ReplayRun::cancel);
        }
        executor.shutdownNow();
    }
}
