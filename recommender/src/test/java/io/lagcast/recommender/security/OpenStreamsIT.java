package io.lagcast.recommender.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.console.TestingService;
import io.lagcast.recommender.keda.protocol.ExternalScalerGrpc;
import io.lagcast.recommender.keda.protocol.IsActiveResponse;
import io.lagcast.recommender.keda.protocol.ScaledObjectRef;
import io.lagcast.recommender.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A stream that was opened with a token ends with it. */
@Timeout(300)
class OpenStreamsIT {

    /** Long enough to open two streams with it once streams were opened before. */
    private static final Duration LEFT = Duration.ofSeconds(5);

    private final TestingIssuer issuer = new TestingIssuer();
    private final TestingService service = TestingService.start(
            "--spring.grpc.server.port=0",
            "--lagcast.security.jwt.public-key-location=file:" + issuer.publicKey(),
            "--lagcast.workloads.orders.maxReplicas=12");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        service.close();
    }

    @Test
    void endWithTheTokenTheyWereOpenedWith() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        service.bean(Ledger.class).issue("orders", TestingMoves.move(now, 10, 12), TestingMoves.PROVENANCE);
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "localhost", service.bean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
        try {
            openBoth(channel);
            String token = expiringSoon();
            HttpResponse<Stream<String>> events = events(token);
            assertThat(events.statusCode()).isEqualTo(200);
            Iterator<IsActiveResponse> active = active(channel, token);

            List<String> told = events.body().toList();

            assertThat(told).contains(":connected");
            assertThat(events(token).statusCode()).isEqualTo(401);
            assertThatThrownBy(() -> active.forEachRemaining(
                            answer -> assertThat(answer.getResult()).isTrue()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAUTHENTICATED");
        } finally {
            channel.shutdownNow();
        }
    }

    /** The first time takes the longest: a token that ends soon could end before. */
    private void openBoth(ManagedChannel channel) throws Exception {
        String token = endingAt(Instant.now().plus(Duration.ofHours(1)));
        try (Stream<String> lines = events(token).body()) {
            assertThat(lines.findFirst()).isPresent();
        }
        assertThat(active(channel, token).next().getResult()).isTrue();
    }

    private String expiringSoon() {
        return endingAt(Instant.now().minus(JwtKeys.CLOCK_SKEW).plus(LEFT));
    }

    private String endingAt(Instant end) {
        return issuer.token("lagcast", end, "\"VIEWER\"", "\"*\"");
    }

    private HttpResponse<Stream<String>> events(String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(service.address() + "api/v1/events"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofLines());
    }

    private static Iterator<IsActiveResponse> active(ManagedChannel channel, String token) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ExternalScalerGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .streamIsActive(ScaledObjectRef.newBuilder()
                        .putScalerMetadata("workload", "orders")
                        .build());
    }
}
