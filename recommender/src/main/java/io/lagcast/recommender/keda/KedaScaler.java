package io.lagcast.recommender.keda;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc;
import io.lagcast.recommender.keda.protocol.GetMetricSpecResponse;
import io.lagcast.recommender.keda.protocol.GetMetricsRequest;
import io.lagcast.recommender.keda.protocol.GetMetricsResponse;
import io.lagcast.recommender.keda.protocol.IsActiveResponse;
import io.lagcast.recommender.keda.protocol.MetricSpec;
import io.lagcast.recommender.keda.protocol.MetricValue;
import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * KEDA's external scaler. The metric is the count to run now and its target is 1: the HPA that KEDA makes divides one by the other. A workload is active
 * while that count is above zero.
 *
 * <p>The specification is the same for every workload and is told even of one that is not known (yet): KEDA makes its HPA from the first answer, and one
 * that has no metric then scales on CPU (KEDA issues 7729, 8056). Everything else needs a recommendation in force.
 */
@Component
class KedaScaler extends ExternalScalerGrpc.ExternalScalerImplBase {

    private static final long TARGET = 1;

    private static final GetMetricSpecResponse SPECIFICATION = GetMetricSpecResponse.newBuilder()
            .addMetricSpecs(MetricSpec.newBuilder()
                    .setMetricName(Trigger.METRIC)
                    .setTargetSize(TARGET)
                    .setTargetSizeFloat(TARGET))
            .build();

    private final KnownWorkloads workloads;
    private final KnownRecommendations recommendations;
    private final PushStreams streams;
    private final InstantSource clock;

    KedaScaler(
            KnownWorkloads workloads, KnownRecommendations recommendations, PushStreams streams, InstantSource clock) {
        this.workloads = workloads;
        this.recommendations = recommendations;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public void isActive(ScaledObjectRef asking, StreamObserver<IsActiveResponse> answer) {
        boolean active = replicas(Trigger.of(asking).workload()) > 0;
        answer.onNext(IsActiveResponse.newBuilder().setResult(active).build());
        answer.onCompleted();
    }

    @Override
    public void streamIsActive(ScaledObjectRef asking, StreamObserver<IsActiveResponse> answer) {
        String workload = Trigger.of(asking).workload();
        Caller caller = Caller.current();
        streams.open(workload, () -> caller.call(() -> replicasFor(caller, workload)), (ServerCallStreamObserver<
                        IsActiveResponse>)
                answer);
    }

    private int replicasFor(Caller caller, String workload) {
        if (caller.remaining(clock.instant()).isZero()) {
            throw new ProblemException(
                    ProblemType.NOT_AUTHENTICATED, "The token of this stream expired. Open it again with a new one.");
        }
        return replicas(workload);
    }

    @Override
    public void getMetricSpec(ScaledObjectRef asking, StreamObserver<GetMetricSpecResponse> answer) {
        Trigger.of(asking);
        answer.onNext(SPECIFICATION);
        answer.onCompleted();
    }

    /** The specification never changes: it is told once, and the stream stays open so that KEDA need not ask again. */
    @Override
    public void streamMetricSpec(ScaledObjectRef asking, StreamObserver<GetMetricSpecResponse> answer) {
        Trigger.of(asking);
        streams.open(SPECIFICATION, (ServerCallStreamObserver<GetMetricSpecResponse>) answer);
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> answer) {
        Trigger.requireKnownMetric(request.getMetricName());
        int replicas = replicas(Trigger.of(request.getScaledObjectRef()).workload());
        answer.onNext(GetMetricsResponse.newBuilder()
                .addMetricValues(MetricValue.newBuilder()
                        .setMetricName(Trigger.METRIC)
                        .setMetricValue(replicas)
                        .setMetricValueFloat(replicas))
                .build());
        answer.onCompleted();
    }

    private int replicas(String workload) {
        return recommendations.inForce(workloads.named(workload).name()).replicas();
    }
}
