package io.lagcast.recommender.keda;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.lagcast.recommender.keda.protocol.GetMetricSpecResponse;
import io.lagcast.recommender.keda.protocol.GetMetricsRequest;
import io.lagcast.recommender.keda.protocol.IsActiveResponse;
import io.lagcast.recommender.keda.protocol.MetricSpec;
import io.lagcast.recommender.keda.protocol.MetricValue;
import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import io.lagcast.recommender.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

class KedaScalerIT extends RunningService {

    private static final IsActiveResponse ACTIVE =
            IsActiveResponse.newBuilder().setResult(true).build();
    private static final IsActiveResponse INACTIVE =
            IsActiveResponse.newBuilder().setResult(false).build();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private Ledger ledger;

    @Autowired
    private PushStreams streams;

    @Autowired
    private GrpcServerLifecycle server;

    private ManagedChannel channel;
    private ExternalScalerBlockingStub keda;
    private String workload = "";

    @BeforeEach
    void connect(TestInfo test) {
        workload = "keda-" + test.getTestMethod().orElseThrow().getName();
        put("/api/v1/workloads/" + workload, "{\"minReplicas\": 0}");
        channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
        keda = ExternalScalerGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
        await("every stream is closed when its client is gone", () -> streams.open() == 0);
    }

    @Test
    void publishesTheCountInForceAsAMetricWithTargetOne() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        MetricSpec specification = keda.getMetricSpec(trigger(workload)).getMetricSpecs(0);
        MetricValue value = keda.getMetrics(metrics("lagcast-desired-replicas")).getMetricValues(0);

        assertThat(specification.getMetricName()).isEqualTo("lagcast-desired-replicas");
        assertThat(specification.getTargetSize()).isEqualTo(1);
        assertThat(specification.getTargetSizeFloat()).isEqualTo(1);
        assertThat(value.getMetricName()).isEqualTo("lagcast-desired-replicas");
        assertThat(value.getMetricValue()).isEqualTo(8);
        assertThat(value.getMetricValueFloat()).isEqualTo(8);
        assertThat(keda.isActive(trigger(workload))).isEqualTo(ACTIVE);
    }

    @Test
    void isInactiveOnlyWhenZeroIsRecommended() {
        ledger.issue(workload, TestingMoves.move(now, 1, 0), TestingMoves.PROVENANCE);

        assertThat(keda.isActive(trigger(workload))).isEqualTo(INACTIVE);
        assertThat(keda.getMetrics(metrics("")).getMetricValues(0).getMetricValueFloat())
                .isZero();
    }

    @Test
    void isUnavailableBeforeTheFirstRecommendation() {
        refused(() -> keda.getMetrics(metrics("")), Status.Code.UNAVAILABLE, "Nothing was recommended");
        refused(() -> keda.isActive(trigger(workload)), Status.Code.UNAVAILABLE, "Nothing was recommended");
        assertThat(stream(trigger(workload)).nextError().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenTheRecommendationHasExpired() {
        ledger.issue(workload, TestingMoves.move(now.minus(Duration.ofHours(1)), 5, 8), TestingMoves.PROVENANCE);

        refused(() -> keda.getMetrics(metrics("")), Status.Code.UNAVAILABLE, "expired at");
        refused(() -> keda.isActive(trigger(workload)), Status.Code.UNAVAILABLE, "expired at");
    }

    @Test
    void doesNotFindAWorkloadNobodyKnows() {
        ScaledObjectRef stranger = trigger(workload + "s");

        refused(() -> keda.isActive(stranger), Status.Code.NOT_FOUND, "Maybe you meant \"" + workload + "\"");
        assertThat(stream(stranger).nextError().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void tellsTheSpecificationBeforeAnythingIsKnownSoThatKedaMakesNoHpaOnCpu() {
        MetricSpec specification = keda.getMetricSpec(trigger("not-there-yet")).getMetricSpecs(0);
        Arrivals<GetMetricSpecResponse> streamed = new Arrivals<>();
        ExternalScalerGrpc.newStub(channel).streamMetricSpec(trigger("not-there-yet"), streamed);

        assertThat(streamed.next())
                .isEqualTo(GetMetricSpecResponse.newBuilder()
                        .addMetricSpecs(specification)
                        .build());
        assertThat(streamed.isEmpty()).isTrue();
    }

    @Test
    void namesTheMetadataThatIsMissing() {
        ScaledObjectRef nameless = ScaledObjectRef.newBuilder()
                .setNamespace("shop")
                .setName("orders")
                .putScalerMetadata("scalerAddress", "lagcast:9090")
                .putScalerMetadata("worklaod", "orders")
                .build();

        refused(
                () -> keda.getMetricSpec(nameless),
                Status.Code.INVALID_ARGUMENT,
                "ScaledObject \"shop/orders\" has metadata scalerAddress, worklaod but no workload. Write \"workload: NAME\"");
        refused(() -> keda.isActive(nameless), Status.Code.INVALID_ARGUMENT, "workload: NAME");
        assertThat(stream(nameless).nextError().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void knowsOneMetricWithOrWithoutItsNumber() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);

        assertThat(keda.getMetrics(metrics("s0-lagcast-desired-replicas"))
                        .getMetricValues(0)
                        .getMetricValue())
                .isEqualTo(8);
        refused(
                () -> keda.getMetrics(metrics("lag")),
                Status.Code.INVALID_ARGUMENT,
                "must be the one metric there is, lagcast-desired-replicas");
    }

    @Test
    void keepsTheCountInForceUntilAPlannedMoveIsDueAndThenPushesIt() {
        ledger.issue(workload, TestingMoves.planned(now, 0, 8, now.plusSeconds(200)), TestingMoves.PROVENANCE);

        Arrivals<IsActiveResponse> activity = stream(trigger(workload));

        assertThat(activity.next()).isEqualTo(INACTIVE);
        assertThat(keda.getMetrics(metrics("")).getMetricValues(0).getMetricValue())
                .isZero();
        Instant due = Instant.now().plusSeconds(1);
        ledger.issue(workload, TestingMoves.planned(now, 0, 8, due), TestingMoves.PROVENANCE);
        assertThat(activity.next()).isEqualTo(ACTIVE);
        assertThat(Instant.now()).isAfterOrEqualTo(due);
        assertThat(keda.getMetrics(metrics("")).getMetricValues(0).getMetricValue())
                .isEqualTo(8);
    }

    @Test
    void pushesAtOnceAndOnEveryChangeButNotWhatIsAlreadyKnown() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);
        Arrivals<IsActiveResponse> activity = stream(trigger(workload));
        assertThat(activity.next()).isEqualTo(ACTIVE);

        ledger.issue(workload, TestingMoves.hold(now, 8, now.plusSeconds(300)), TestingMoves.PROVENANCE);
        ledger.issue(workload, TestingMoves.move(now, 8, 0), TestingMoves.PROVENANCE);
        assertThat(activity.next()).isEqualTo(INACTIVE);
        ledger.issue(workload, TestingMoves.move(now, 0, 3), TestingMoves.PROVENANCE);

        assertThat(activity.next()).isEqualTo(ACTIVE);
        assertThat(activity.isEmpty()).isTrue();
    }

    @Test
    void endsAStreamWhenItsRecommendationExpires() {
        ledger.issue(workload, TestingMoves.hold(now, 8, now.plusSeconds(300)), TestingMoves.PROVENANCE);
        Arrivals<IsActiveResponse> activity = stream(trigger(workload));
        assertThat(activity.next()).isEqualTo(ACTIVE);

        Instant end = Instant.now().plusSeconds(1);
        ledger.issue(workload, TestingMoves.hold(now, 8, end), TestingMoves.PROVENANCE);

        Status status = activity.nextError();
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("expired at");
    }

    @Test
    void endsAStreamWhenItsWorkloadIsRemoved() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);
        Arrivals<IsActiveResponse> activity = stream(trigger(workload));
        assertThat(activity.next()).isEqualTo(ACTIVE);

        delete("/api/v1/workloads/" + workload);

        assertThat(activity.nextError().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void endsEveryStreamWithoutAnErrorWhenItStopsSoThatKedaAsksAnotherInstanceAtOnce() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);
        Arrivals<IsActiveResponse> activity = stream(trigger(workload));
        Arrivals<GetMetricSpecResponse> specification = new Arrivals<>();
        ExternalScalerGrpc.newStub(channel).streamMetricSpec(trigger(workload), specification);
        assertThat(activity.next()).isEqualTo(ACTIVE);
        assertThat(specification.next()).isInstanceOf(GetMetricSpecResponse.class);

        streams.completeAll();

        assertThat(activity.next()).isEqualTo("completed");
        assertThat(specification.next()).isEqualTo("completed");
    }

    @Test
    void forgetsManyStreamsWhoseClientsAreGone() {
        ledger.issue(workload, TestingMoves.move(now, 5, 8), TestingMoves.PROVENANCE);
        Context.CancellableContext client = Context.current().withCancellation();
        List<Arrivals<IsActiveResponse>> all = new ArrayList<>();
        client.run(() -> {
            for (int i = 0; i < 200; i++) {
                all.add(stream(trigger(workload)));
            }
        });
        all.forEach(one -> assertThat(one.next()).isEqualTo(ACTIVE));
        assertThat(streams.open()).isEqualTo(200);

        ThreadFactory issuing = Thread.ofVirtual().factory();
        Thread issuer = issuing.newThread(() -> {
            for (int i = 0; i < 50; i++) {
                ledger.issue(workload, TestingMoves.move(now, i, i + 1), TestingMoves.PROVENANCE);
            }
        });
        issuer.start();
        client.cancel(null);

        await("cancelled streams are forgotten", () -> streams.open() == 0);
        await("nobody who issues waits for a client", () -> !issuer.isAlive());
    }

    @Test
    void tellsItsHealthAndDescribesItself() {
        await("the scaler is ready", this::isServing);

        Arrivals<ServerReflectionResponse> answers = new Arrivals<>();
        StreamObserver<ServerReflectionRequest> questions =
                ServerReflectionGrpc.newStub(channel).serverReflectionInfo(answers);
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(answers.next().toString()).contains("externalscaler.ExternalScaler", "grpc.health.v1.Health");
        questions.onCompleted();
    }

    /** Not known before the health was looked at for the first time, a few seconds after the start. */
    private boolean isServing() {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.newBuilder()
                                    .setService("externalscaler.ExternalScaler")
                                    .build())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException notKnownYet) {
            return false;
        }
    }

    private Arrivals<IsActiveResponse> stream(ScaledObjectRef asking) {
        Arrivals<IsActiveResponse> arrivals = new Arrivals<>();
        ExternalScalerGrpc.newStub((Channel) channel).streamIsActive(asking, arrivals);
        return arrivals;
    }

    private GetMetricsRequest metrics(String metric) {
        return GetMetricsRequest.newBuilder()
                .setScaledObjectRef(trigger(workload))
                .setMetricName(metric)
                .build();
    }

    private static ScaledObjectRef trigger(String workload) {
        return ScaledObjectRef.newBuilder()
                .setNamespace("shop")
                .setName("orders")
                .putScalerMetadata("scalerAddress", "lagcast:9090")
                .putScalerMetadata("workload", workload)
                .build();
    }

    private static void refused(ThrowingCallable call, Status.Code code, String description) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
            assertThat(refusal.getStatus().getCode()).isEqualTo(code);
            assertThat(refusal.getStatus().getDescription()).contains(description);
        });
    }
}
