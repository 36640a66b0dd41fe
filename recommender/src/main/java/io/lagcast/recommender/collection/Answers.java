package io.lagcast.recommender.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/**
 * The answers to one batched request: what is known by key, and why the rest is not.
 *
 * @param known values by key
 * @param failed reasons by key
 */
record Answers<K, V>(Map<K, V> known, Map<K, Exception> failed) {

    /** Waits for every answer, together no longer than {@code patience}. */
    static <K, V> Answers<K, V> await(Map<K, ? extends KafkaFuture<V>> futures, Duration patience) {
        Map<K, V> known = new HashMap<>();
        Map<K, Exception> failed = new HashMap<>();
        long deadline = System.nanoTime() + patience.toNanos();
        futures.forEach((key, future) -> {
            try {
                known.put(key, future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                failed.put(key, e.getCause() instanceof Exception cause ? cause : e);
            } catch (TimeoutException e) {
                failed.put(key, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted while waiting for an answer");
            }
        });
        return new Answers<>(known, failed);
    }
}
