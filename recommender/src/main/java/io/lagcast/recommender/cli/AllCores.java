package io.lagcast.recommender.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does independent work on several threads and hands the results over in order. */
final class AllCores {

    private AllCores() {}

    /** Does all tasks; {@code taker} gets each result as soon as it and those before it are there, on the thread that called. */
    static <T> void run(List<Callable<T>> tasks, int threads, Consumer<T> taker) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, tasks.size())));
        try {
            List<Future<T>> results = new ArrayList<>();
            tasks.forEach(task -> results.add(workers.submit(task)));
            for (Future<T> result : results) {
                taker.accept(result.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            workers.shutdownNow();
        }
    }
}
