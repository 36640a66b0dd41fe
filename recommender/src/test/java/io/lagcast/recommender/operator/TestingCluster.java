package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lagcast.recommender.persistence.TestingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster with the chart applied to it: the manifests are those that the chart's own tests render and compare. No cluster of the tests has controllers,
 * so that Deployments stay as they are put.
 */
abstract class TestingCluster implements AutoCloseable {

    /** Rendered by the real Helm, with the operator and mode APPLY switched on. */
    static final Path CHART = Path.of("..", "helm", "src", "test", "resources", "golden", "everything.yaml");

    /** A port that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    abstract String address();

    /** A client that may do anything. */
    abstract KubernetesClient client();

    /** Makes what is in the manifests, and the namespaces that takes. */
    abstract void apply(String manifests);

    /** Puts a Deployment that has all the replicas it asks for. */
    abstract void deploy(String namespace, String name, int replicas);

    /** What the Deployment controller would do: there are as many replicas as were asked for. */
    abstract void settle(String namespace, String name);

    /** Changes a resource, once more if somebody else did at the same moment. */
    final void change(String namespace, String name, Consumer<ConsumerGroupScaler> change) {
        TestingStorage.await("the change of " + name, () -> isChanged(namespace, name, change));
    }

    private boolean isChanged(String namespace, String name, Consumer<ConsumerGroupScaler> change) {
        try {
            client().resources(ConsumerGroupScaler.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(found -> {
                        change.accept(found);
                        return found;
                    });
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    final void delete(String namespace, String name) {
        client().resources(ConsumerGroupScaler.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    final int replicas(String namespace, String name) {
        return client().apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }

    final Optional<ConsumerGroupScaler> scaler(String namespace, String name) {
        return Optional.ofNullable(client().resources(ConsumerGroupScaler.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    final List<String> events(String namespace, String reason) {
        return client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }

    @Override
    public abstract void close();
}
