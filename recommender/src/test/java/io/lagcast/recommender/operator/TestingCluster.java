package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * An API server that keeps what it is given, with the chart applied to it: the manifests are those that the chart's own tests render and compare. It has
 * no controllers, so that Deployments stay as they are put.
 */
final class TestingCluster implements AutoCloseable {

    /** Rendered by the real Helm, with the operator and mode APPLY switched on. */
    private static final Path CHART = Path.of("..", "helm", "src", "test", "resources", "golden", "everything.yaml");

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);

    private final KubernetesClient client;

    TestingCluster() {
        this(0);
    }

    TestingCluster(int port) {
        server.start(InetAddress.getLoopbackAddress(), port);
        // The operators that the chart has resources for.
        know("cert-manager.io", "Issuer", "issuers");
        know("cert-manager.io", "Certificate", "certificates");
        know("monitoring.coreos.com", "ServiceMonitor", "servicemonitors");
        know("monitoring.coreos.com", "PrometheusRule", "prometheusrules");
        client = server.createClient();
    }

    private void know(String group, String kind, String plural) {
        server.expectCustomResource(new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withScope("Namespaced")
                .build());
    }

    /** A port that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    String address() {
        return server.url("/");
    }

    KubernetesClient client() {
        return client;
    }

    /** Applies the rendered chart, its custom resource definition among the rest. */
    List<HasMetadata> applyChart() {
        try {
            return apply(Files.readString(CHART));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<HasMetadata> apply(String manifests) {
        return client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    /** Puts a Deployment that has all the replicas it asks for. */
    void deploy(String namespace, String name, int replicas) {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .withNewStatus()
                        .withReplicas(replicas)
                        .endStatus()
                        .build())
                .create();
    }

    /** What the Deployment controller would do: there are as many replicas as were asked for. */
    void settle(String namespace, String name) {
        client.apps().deployments().inNamespace(namespace).withName(name).edit(found -> new DeploymentBuilder(found)
                .editOrNewStatus()
                .withReplicas(found.getSpec().getReplicas())
                .endStatus()
                .build());
    }

    void delete(String namespace, String name) {
        client.resources(ConsumerGroupScaler.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    int replicas(String namespace, String name) {
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get();
        return deployment.getSpec().getReplicas();
    }

    Optional<ConsumerGroupScaler> scaler(String namespace, String name) {
        return Optional.ofNullable(client.resources(ConsumerGroupScaler.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    List<String> events(String namespace, String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
