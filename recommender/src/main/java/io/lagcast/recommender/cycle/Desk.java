package io.lagcast.recommender.cycle;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where one workload is decided: what learns about it, and the queue that lets one task at a time touch that, in order of submission. Mutable.
 */
final class Desk {

    private final String workload;
    private final Executor executor;
    private Learner learner;
    private volatile Optional<ForecastSummary> summary = Optional.empty();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    Desk(String workload, Learner learner, Executor executor) {
        this.workload = workload;
        this.learner = learner;
        this.executor = executor;
    }

    String workload() {
        return workload;
    }

    /** Runs {@code task} after everything submitted before it, whether or not that failed. */
    void run(Consumer<Learner> task) {
        CompletableFuture<?> unused = ask(learns -> {
            task.accept(learns);
            return learns;
        });
    }

    /** Answers {@code question} after everything submitted before it, whether or not that failed. */
    synchronized <T> CompletableFuture<T> ask(Function<Learner, T> question) {
        CompletableFuture<T> next = last.handleAsync((result, failure) -> question.apply(learner), executor);
        last = next;
        return next;
    }

    /** Puts another learner in place of the one that is there; for tasks of this desk only. */
    void replace(Learner other) {
        learner = other;
    }

    /** The forecast in brief as it was noted last, without waiting. */
    Optional<ForecastSummary> summary() {
        return summary;
    }

    void note(ForecastSummary newest) {
        summary = Optional.of(newest);
    }
}
