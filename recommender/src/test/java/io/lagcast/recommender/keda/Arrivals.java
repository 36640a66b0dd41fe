package io.lagcast.recommender.keda;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client of a stream receives, in order. */
final class Arrivals<T> implements StreamObserver<T> {

    private static final long PATIENCE_SECONDS = 90;

    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    @Override
    public void onNext(T message) {
        arrived.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(failure);
    }

    @Override
    public void onCompleted() {
        arrived.add("completed");
    }

    Object next() {
        try {
            Object next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something arrives").isNotNull();
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    Status nextError() {
        assertThat(next()).isInstanceOfSatisfying(StatusRuntimeException.class, arrived::add);
        return ((StatusRuntimeException) next()).getStatus();
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }
}
