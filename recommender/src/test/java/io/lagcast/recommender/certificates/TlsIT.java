package io.lagcast.recommender.certificates;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.certificates.TestingAuthority.Identity;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.ssl.bundle.pem.server.reload-on-update=true",
            "spring.ssl.bundle.pem.server.keystore.verify-keys=true",
            "spring.ssl.bundle.watch.file.quiet-period=100ms",
            "server.ssl.bundle=server",
            "server.ssl.client-auth=need",
            "spring.grpc.server.port=0",
            "spring.grpc.server.ssl.bundle=server",
            "spring.grpc.server.ssl.client-auth=require"
        })
@DirtiesContext
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class TlsIT {

    /** What Spring Boot logs. */
    private static final String FAILED_RELOAD = "Unexpected SSL reload error";

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final TestingAuthority AUTHORITY = new TestingAuthority("authority");
    private static final Identity CLIENT = AUTHORITY.signed("client");
    private static final TestingCertificateFiles FILES = new TestingCertificateFiles("tls");

    @Autowired
    private GrpcServerLifecycle grpc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        FILES.identity(AUTHORITY.signed("server"));
        FILES.authorities(AUTHORITY.pem());
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/tls-" + ProcessHandle.current().pid());
        String bundle = "spring.ssl.bundle.pem.server.";
        properties.add(bundle + "keystore.certificate", () -> FILES.location("tls.crt"));
        properties.add(bundle + "keystore.private-key", () -> FILES.location("tls.key"));
        properties.add(bundle + "truststore.certificate", () -> FILES.location("ca.crt"));
    }

    @Test
    void answersAClientWithACertificateOverHttpsAndGrpc() throws Exception {
        assertThat(https(CLIENT).statusCode()).isEqualTo(200);
        assertThat(grpcSerialNumber(CLIENT)).isPositive();
    }

    @Test
    void refusesAClientWithoutACertificateAndOneWithThatOfAStranger() {
        Identity stranger = new TestingAuthority("elsewhere").signed("client");

        assertThatThrownBy(() -> https(null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> https(stranger)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> grpcSerialNumber(null))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
        assertThatThrownBy(() -> grpcSerialNumber(stranger))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void showsARenewedCertificateWithoutARestart() throws Exception {
        int portBefore = grpc.getPort();
        Identity renewed = AUTHORITY.signed("server");

        FILES.identity(renewed);

        await("the change", () -> httpsSerialNumber().equals(renewed.serialNumber()));
        await("the change", () -> grpcSerialNumber(CLIENT).equals(renewed.serialNumber()));
        assertThat(grpc.getPort()).isEqualTo(portBefore);
    }

    @Test
    void trustsAnAuthorityThatIsAddedWithoutARestart() {
        TestingAuthority added = new TestingAuthority("added");
        Identity client = added.signed("client");
        assertThat(isIn(client)).isFalse();

        FILES.authorities(AUTHORITY.pem() + added.pem());

        await("the change", () -> isIn(client));
        await("those from before", () -> isIn(CLIENT));
    }

    @Test
    void goesOnWithTheOldCertificateWhileTheNewOneCannotBeRead(CapturedOutput output) {
        BigInteger before = httpsSerialNumber();
        Identity half = AUTHORITY.signed("server");
        Identity whole = AUTHORITY.signed("server");

        FILES.identity(new Identity(half.certificate(), whole.keys())); // the key of another certificate
        await("the attempt", () -> output.getAll().contains(FAILED_RELOAD));
        assertThat(httpsSerialNumber()).isEqualTo(before);
        assertThat(grpcSerialNumber(CLIENT)).isEqualTo(before);
        FILES.identity(whole);

        await("the change", () -> httpsSerialNumber().equals(whole.serialNumber()));
        await("the change", () -> grpcSerialNumber(CLIENT).equals(whole.serialNumber()));
    }

    private boolean isIn(Identity client) {
        try {
            return https(client).statusCode() == 200 && grpcSerialNumber(client).signum() > 0;
        } catch (IOException | StatusRuntimeException refused) {
            return false;
        }
    }

    private BigInteger httpsSerialNumber() {
        try {
            return serialNumber(https(CLIENT).sslSession().orElseThrow());
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static BigInteger serialNumber(SSLSession session) throws SSLPeerUnverifiedException {
        return ((X509Certificate) session.getPeerCertificates()[0]).getSerialNumber();
    }

    /** Every question is a connection of its own. */
    private HttpResponse<String> https(@Nullable Identity client) throws IOException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/workloads"))
                .timeout(Duration.ofSeconds(60))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(AUTHORITY.clientTls(client)).build()) {
            return http.send(question, BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private BigInteger grpcSerialNumber(@Nullable Identity client) {
        List<ClientCall<?, ?>> calls = new ArrayList<>();
        var credentials = TlsChannelCredentials.newBuilder()
                .trustManager(AUTHORITY.trusting().getTrustManagers());
        if (client != null) {
            credentials.keyManager(client.keyManagers().getKeyManagers());
        }
        ManagedChannel channel = Grpc.newChannelBuilderForAddress("localhost", grpc.getPort(), credentials.build())
                .build();
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withInterceptors(keeping(calls))
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
            var session = calls.getFirst().getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            return serialNumber(Objects.requireNonNull(session));
        } catch (SSLPeerUnverifiedException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            channel.shutdownNow();
        }
    }

    private static ClientInterceptor keeping(List<ClientCall<?, ?>> calls) {
        return new ClientInterceptor() {

            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                ClientCall<Q, A> call = next.newCall(method, options);
                calls.add(call);
                return call;
            }
        };
    }
}
