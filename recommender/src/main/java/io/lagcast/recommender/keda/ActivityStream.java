package io.lagcast.recommender.keda;

import io.grpc.stub.ServerCallStreamObserver;
import io.lagcast.recommender.keda.protocol.IsActiveResponse;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One open stream that tells whether a workload is active. It says what holds when it is refreshed, if that differs from what it said last; what a slow
 * client missed meanwhile is never sent, so nothing piles up. When there is nothing to say any more, it ends with the problem.
 */
final class ActivityStream {

    private final String workload;
    private final IntSupplier replicas;
    private final ServerCallStreamObserver<IsActiveResponse> client;
    private final Consumer<ActivityStream> whenClosed;
    private OptionalInt told = OptionalInt.empty();
    private boolean closed;

    ActivityStream(
            String workload,
            IntSupplier replicas,
            ServerCallStreamObserver<IsActiveResponse> client,
            Consumer<ActivityStream> whenClosed) {
        this.workload = workload;
        this.replicas = replicas;
        this.client = client;
        this.whenClosed = whenClosed;
    }

    String workload() {
        return workload;
    }

    /** Says what holds now, if that is news and the client can take it. */
    synchronized void refresh() {
        if (closed || !client.isReady()) {
            return;
        }
        try {
            int now = replicas.getAsInt();
            if (told.isEmpty() || told.getAsInt() != now) {
                told = OptionalInt.of(now);
                client.onNext(IsActiveResponse.newBuilder().setResult(now > 0).build());
            }
        } catch (RuntimeException ended) { // whoever issues a recommendation must not hear of a client's trouble
            close();
            client.onError(GrpcProblems.status(ended).asRuntimeException());
        }
    }

    /** Ends without an error. */
    synchronized void complete() {
        if (!closed) {
            close();
            client.onCompleted();
        }
    }

    /** Forgets the client, which is gone. */
    synchronized void close() {
        closed = true;
        whenClosed.accept(this);
    }
}
