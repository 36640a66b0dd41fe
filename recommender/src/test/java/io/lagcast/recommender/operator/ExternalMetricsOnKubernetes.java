package io.lagcast.recommender.operator;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.certificates.TestingAuthority;
import io.lagcast.recommender.certificates.TestingCertificateFiles;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The external metrics as an HPA reads them: through the aggregator of a real API server, which shows its client certificate to the service. Not a part
 * of the ordinary build.
 */
@SpringBootTest(
        classes = LagcastApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.ssl.bundle=http",
            "server.ssl.client-auth=want",
            "spring.grpc.server.port=0",
            "lagcast.security.front-proxy.bundle=front-proxy",
            "lagcast.security.front-proxy.allowed-names=" + ControlPlane.FRONT_PROXY,
            "lagcast.workloads.orders.maxReplicas=40"
        })
@DirtiesContext
@Timeout(300)
class ExternalMetricsOnKubernetes {

    private static final String API = "v1beta1.external.metrics.k8s.io";

    private static final String METRIC =
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/lagcast-desired-replicas?labelSelector=workload%3Dorders";

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final TestingAuthority AUTHORITY = new TestingAuthority("cert-manager");
    private static final TestingCertificateFiles SERVER = new TestingCertificateFiles("external-metrics");
    private static final TestingCertificateFiles PROXY = new TestingCertificateFiles("external-metrics-proxy");
    private static final RealCluster CLUSTER = new RealCluster();

    @Autowired
    private Ledger ledger;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        SERVER.identity(AUTHORITY.signed("lagcast", "lagcast.streaming.svc"));
        PROXY.authorities(ControlPlane.running().frontProxyAuthority());
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "lagcast.data-dir",
                () -> "target/external-metrics-" + ProcessHandle.current().pid());
        String bundle = "spring.ssl.bundle.pem.";
        properties.add(bundle + "http.keystore.certificate", () -> SERVER.location("tls.crt"));
        properties.add(bundle + "http.keystore.private-key", () -> SERVER.location("tls.key"));
        properties.add(bundle + "http.truststore.certificate", () -> PROXY.location("ca.crt"));
        properties.add(bundle + "front-proxy.truststore.certificate", () -> PROXY.location("ca.crt"));
    }

    /** The chart's service leads to a pod, of which there are none; cert-manager would tell the API server who signed the certificate. */
    @BeforeEach
    void isWhereTheClusterLooksForIt() {
        if (availability().equals("True")) {
            return;
        }
        CLUSTER.applyChart(TestingCluster.CHART);
        KubernetesClient client = CLUSTER.client();
        client.services()
                .inNamespace(RealCluster.RELEASE_NAMESPACE)
                .withName("lagcast")
                .edit(found -> new ServiceBuilder(found)
                        .editSpec()
                        .withType("ExternalName")
                        .withExternalName("localhost")
                        .withClusterIP(null)
                        .withClusterIPs()
                        .withIpFamilies()
                        .withIpFamilyPolicy(null)
                        .withInternalTrafficPolicy(null)
                        .endSpec()
                        .build());
        String authority = Base64.getEncoder().encodeToString(AUTHORITY.pem().getBytes(StandardCharsets.UTF_8));
        client.apiServices()
                .withName(API)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"caBundle\":\"%s\",\"service\":{\"port\":%d}}}".formatted(authority, port));
        await("the API to be available", () -> availability().equals("True"));
    }

    @Test
    void areReadByTheAutoscalerThroughTheApiServerAndByNobodyElse() {
        ledger.issue("orders", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        JsonNode values =
                JsonMapper.shared().readTree(as("system:serviceaccount:kube-system:horizontal-pod-autoscaler", METRIC));

        assertThat(values.path("kind").asString()).isEqualTo("ExternalMetricValueList");
        assertThat(values.at("/items/0/metricLabels/workload").asString()).isEqualTo("orders");
        assertThat(values.at("/items/0/value").asString()).isEqualTo("8");
        assertThatThrownBy(() -> as("system:serviceaccount:shop:somebody", METRIC))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(HttpURLConnection.HTTP_FORBIDDEN));
    }

    @Test
    void areDiscoveredAndDescribedByTheApiServer() {
        KubernetesClient client = CLUSTER.client();

        assertThat(client.getApiResources("external.metrics.k8s.io/v1beta1").getResources())
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.getName()).isEqualTo("lagcast-desired-replicas");
                    assertThat(resource.getNamespaced()).isTrue();
                });
        await("the description", () -> client.raw("/openapi/v3").contains("apis/external.metrics.k8s.io/v1beta1"));
        assertThat(client.raw("/openapi/v3/apis/external.metrics.k8s.io/v1beta1"))
                .contains("lagcast-desired-replicas");
    }

    private static String as(String user, String path) {
        return CLUSTER.as(user, client -> client.raw(path));
    }

    private static String availability() {
        APIService registered = CLUSTER.client().apiServices().withName(API).get();
        if (registered == null) {
            return "";
        }
        return registered.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Available"))
                .map(APIServiceCondition::getStatus)
                .findFirst()
                .orElse("");
    }
}
