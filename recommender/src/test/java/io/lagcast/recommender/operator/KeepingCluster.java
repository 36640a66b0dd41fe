package io.lagcast.recommender.operator;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;

/** An API server that keeps what it is given and refuses nothing. */
final class KeepingCluster extends TestingCluster {

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);

    private final KubernetesClient client;

    KeepingCluster() {
        this(0);
    }

    KeepingCluster(int port) {
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

    @Override
    String address() {
        return server.url("/");
    }

    @Override
    KubernetesClient client() {
        return client;
    }

    /** Applies the rendered chart, its custom resource definition among the rest. */
    void applyChart() {
        try {
            apply(Files.readString(CHART));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    void apply(String manifests) {
        client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    @Override
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

    @Override
    void settle(String namespace, String name) {
        client.apps().deployments().inNamespace(namespace).withName(name).edit(found -> new DeploymentBuilder(found)
                .editOrNewStatus()
                .withReplicas(found.getSpec().getReplicas())
                .endStatus()
                .build());
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
