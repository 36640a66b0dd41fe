package io.lagcast.recommender.security;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.certificates.TestingAuthority;
import io.lagcast.recommender.certificates.TestingAuthority.Identity;
import io.lagcast.recommender.certificates.TestingCertificateFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.ssl.bundle.pem.server.reload-on-update=true",
            "spring.ssl.bundle.pem.front-proxy.reload-on-update=true",
            "spring.ssl.bundle.watch.file.quiet-period=100ms",
            "server.ssl.bundle=server",
            "server.ssl.client-auth=want",
            "spring.grpc.server.port=0",
            "lagcast.security.front-proxy.bundle=front-proxy",
            "lagcast.security.front-proxy.allowed-names=front-proxy-client"
        })
@DirtiesContext
@Timeout(300)
class FrontProxyIT {

    private static final String METRIC =
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/lagcast-desired-replicas";

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final TestingAuthority SERVER_AUTHORITY = new TestingAuthority("server-authority");
    private static final TestingAuthority KUBERNETES = new TestingAuthority("front-proxy-authority");
    private static final TestingAuthority CLIENTS = new TestingAuthority("client-authority");
    private static final Identity API_SERVER = KUBERNETES.signed("front-proxy-client");
    private static final TestingCertificateFiles SERVER_FILES = new TestingCertificateFiles("front-proxy-server");
    private static final TestingCertificateFiles PROXY_FILES = new TestingCertificateFiles("front-proxy");
    private static final String TOKEN = TokenHash.newToken();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        SERVER_FILES.identity(SERVER_AUTHORITY.signed("server"));
        SERVER_FILES.authorities(CLIENTS.pem() + KUBERNETES.pem());
        PROXY_FILES.authorities(KUBERNETES.pem());
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/front-proxy-" + ProcessHandle.current().pid());
        String bundle = "spring.ssl.bundle.pem.";
        properties.add(bundle + "server.keystore.certificate", () -> SERVER_FILES.location("tls.crt"));
        properties.add(bundle + "server.keystore.private-key", () -> SERVER_FILES.location("tls.key"));
        properties.add(bundle + "server.truststore.certificate", () -> SERVER_FILES.location("ca.crt"));
        properties.add(bundle + "front-proxy.truststore.certificate", () -> PROXY_FILES.location("ca.crt"));
        properties.add("lagcast.security.tokens[0].name", () -> "admin");
        properties.add(
                "lagcast.security.tokens[0].hash", () -> TokenHash.of(TOKEN).text());
        properties.add("lagcast.security.tokens[0].role", () -> "ADMIN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis",
                "/apis/external.metrics.k8s.io",
                "/apis/external.metrics.k8s.io/v1beta1",
                METRIC,
                "/openapi/v2",
                "/openapi/v3",
                "/openapi/v3/apis/external.metrics.k8s.io/v1beta1"
            })
    void letsTheApiServerInAndNobodyElse(String path) {
        HttpResponse<String> let = get(path, API_SERVER, "X-Remote-User", "system:kube-aggregator");
        assertThat(let.statusCode()).isEqualTo(path.equals(METRIC) ? 404 : 200);
        assertThat(let.body()).as("there is no workload yet").doesNotContain("urn:lagcast:problem");

        assertRefused(401, get(path, null));
        assertRefused(401, get(path, null, "X-Remote-User", "system:kube-aggregator"));
        assertRefused(401, get(path, null, "Authorization", "Bearer " + TOKEN));
        assertRefused(401, get(path, API_SERVER));
        assertRefused(401, get(path, API_SERVER, "X-Remote-User", " "));
        assertRefused(403, get(path, CLIENTS.signed("front-proxy-client"), "X-Remote-User", "admin"));
        assertRefused(403, get(path, KUBERNETES.signed("somebody-else"), "X-Remote-User", "admin"));
    }

    @Test
    void believesTheHeadersNowhereElse() {
        assertRefused(401, get("/api/v1/workloads", API_SERVER, "X-Remote-User", "admin"));
        assertThat(get("/api/v1/workloads", null, "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesPathsThatOnlyLookDifferent() {
        for (String path :
                new String[] {"/apis/", "//apis", "/%61pis", "/apis;a=b", "/x/../apis", "/apis/./", "/APIS"}) {
            assertThat(get(path, null).statusCode()).as(path).isIn(400, 401, 404);
        }
        assertThat(get("/%61pis", null).statusCode()).isEqualTo(401);
    }

    @Test
    void believesANewAuthorityWithoutARestart() {
        TestingAuthority renewed = new TestingAuthority("front-proxy-authority-2");
        Identity shown = renewed.signed("front-proxy-client");

        SERVER_FILES.authorities(CLIENTS.pem() + KUBERNETES.pem() + renewed.pem());
        PROXY_FILES.authorities(KUBERNETES.pem() + renewed.pem());

        await("the new authority", () -> answers(shown));
        await("the authority before", () -> answers(API_SERVER));
    }

    private boolean answers(Identity shown) {
        try {
            return get("/apis", shown, "X-Remote-User", "system:kube-aggregator")
                            .statusCode()
                    == 200;
        } catch (IllegalStateException notTrusted) {
            return false;
        }
    }

    private static void assertRefused(int status, HttpResponse<String> answer) {
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.path("type").asString()).startsWith("urn:lagcast:problem:not-");
        assertThat(problem.path("detail").asString()).isNotEmpty();
    }

    private HttpResponse<String> get(String path, @Nullable Identity shown, String... headers) {
        HttpRequest.Builder question = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            question.headers(headers);
        }
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(SERVER_AUTHORITY.clientTls(shown))
                .build()) {
            return http.send(question.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
