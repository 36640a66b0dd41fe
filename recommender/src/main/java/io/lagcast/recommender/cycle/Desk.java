package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.WorkloadKnowledge;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where one workload is decided: what is known about it, and the queue that lets one task at a time touch that, in order of submission. Mutable.
 */
final class Desk {

    private final String workload;
    private final Executor executor;
    private WorkloadKnowledge knowledge;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    Desk(String workload, WorkloadKnowledge knowledge, Executor executor) {
        this.workload = workload;
        this.knowledge = knowledge;
        this.executor = executor;
    }

    String workload() {
        return workload;
    }

    /** Runs {@code task} after everything submitted before it, whether or not that failed. */
    void run(Consumer<WorkloadKnowledge> task) {
        CompletableFuture<?> unused = ask(knows -> {
            task.accept(knows);
            return knows;
        });
    }

    /** Answers {@code question} after everything submitted before it, whether or not that failed. */
    synchronized <T> CompletableFuture<T> ask(Function<WorkloadKnowledge, T> question) {
        CompletableFuture<T> next = last.handleAsync((result, failure) -> question.apply(knowledge), executor);
        last = next;
        return next;
    }

    /** Puts other knowledge in place of what is there; for tasks of this desk only. */
    void replaceKnowledge(WorkloadKnowledge other) {
        knowledge = other;
    }
}
