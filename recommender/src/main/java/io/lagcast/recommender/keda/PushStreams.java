package io.lagcast.recommender.keda;

import io.grpc.stub.ServerCallStreamObserver;
import io.lagcast.recommender.keda.protocol.GetMetricSpecResponse;
import io.lagcast.recommender.keda.protocol.IsActiveResponse;
import io.lagcast.recommender.ledger.RecommendationFollowed;
import io.lagcast.recommender.ledger.RecommendationIssued;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.grpc.server.lifecycle.GrpcServerShutdownEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The streams that KEDA has open. An activity stream is told of every change of its workload's count: at once when a recommendation is issued, and within
 * a second when a planned move falls due, the recommendation expires or the workload is removed, which nobody announces.
 */
@Component
@EnableConfigurationProperties(KedaSettings.class)
class PushStreams {

    private final Set<ActivityStream> activities = ConcurrentHashMap.newKeySet();
    private final Set<ServerCallStreamObserver<GetMetricSpecResponse>> specifications = ConcurrentHashMap.newKeySet();
    private final KedaSettings settings;

    PushStreams(KedaSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("lagcast.keda.streams", this, PushStreams::open)
                .description("Streams that KEDA has open")
                .register(meters);
    }

    /** Streams open now. */
    int open() {
        return activities.size() + specifications.size();
    }

    /**
     * Opens a stream that says whether a workload is active.
     *
     * @param replicas the count to run now; throws a {@link ProblemException} when there is none
     */
    void open(String workload, IntSupplier replicas, ServerCallStreamObserver<IsActiveResponse> client) {
        requireRoom();
        ActivityStream stream = new ActivityStream(workload, replicas, client, activities::remove);
        client.setOnCancelHandler(stream::close);
        client.setOnReadyHandler(stream::refresh);
        activities.add(stream);
        stream.refresh();
    }

    /** Opens a stream that tells the specification. */
    void open(GetMetricSpecResponse specification, ServerCallStreamObserver<GetMetricSpecResponse> client) {
        requireRoom();
        client.setOnCancelHandler(() -> specifications.remove(client));
        specifications.add(client);
        client.onNext(specification);
    }

    private void requireRoom() {
        if (open() >= settings.maxStreams()) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_CLIENTS,
                    "At most " + settings.maxStreams() + " streams can be open at once (lagcast.keda.max-streams).");
        }
    }

    @EventListener
    void on(RecommendationIssued issued) {
        refresh(issued.recommendation().workload());
    }

    @EventListener
    void on(RecommendationFollowed followed) {
        refresh(followed.recommendation().workload());
    }

    @EventListener
    void on(WorkloadRemoved removed) {
        refresh(removed.name());
    }

    private void refresh(String workload) {
        activities.stream().filter(stream -> stream.workload().equals(workload)).forEach(ActivityStream::refresh);
    }

    @Scheduled(fixedDelay = 1000)
    void refresh() {
        activities.forEach(ActivityStream::refresh);
    }

    /** A stream that ends without an error is opened again at once, by the instance that is left; the server waits for open ones. */
    @EventListener(GrpcServerShutdownEvent.class)
    void completeAll() {
        activities.forEach(ActivityStream::complete);
        specifications.forEach(client -> {
            specifications.remove(client);
            client.onCompleted();
        });
    }
}
