package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.lagcast.recommender.persistence.TestingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/** A real API server. It defaults, validates, prunes and authorises as it does in a cluster. */
final class RealCluster extends TestingCluster {

    static final String RELEASE_NAMESPACE = "streaming";

    private static final Logger log = LoggerFactory.getLogger(RealCluster.class);

    /** Optional. */
    private static final String DEFINITIONS = "LAGCAST_TEST_DEFINITIONS";

    private final ControlPlane plane = ControlPlane.running();
    private final KubernetesClient admin = plane.admin();

    RealCluster() {
        define();
    }

    @Override
    String address() {
        return plane.address();
    }

    @Override
    KubernetesClient client() {
        return admin;
    }

    /**
     * Applies what the chart rendered from a set of values, as Helm's server-side apply would, and unknown fields refused.
     *
     * @return kinds that the cluster does not know, left out
     */
    Set<String> applyChart(Path rendered) {
        needsNamespace(RELEASE_NAMESPACE);
        return unknownAmong(manifests(read(rendered)), manifest -> serverSideApply(manifest, false));
    }

    /** Has the cluster check manifests without keeping them, but for those of kinds it does not know. */
    void check(String manifests) {
        unknownAmong(manifests(manifests), manifest -> serverSideApply(manifest, true));
    }

    private Set<String> unknownAmong(
            List<GenericKubernetesResource> manifests, Consumer<GenericKubernetesResource> treatment) {
        Set<String> groups = groups();
        Set<String> unknown = new TreeSet<>();
        for (GenericKubernetesResource manifest : manifests) {
            String version = manifest.getApiVersion();
            String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
            if (group.isEmpty() || groups.contains(group)) {
                treatment.accept(manifest);
            } else {
                unknown.add(version + " " + manifest.getKind());
            }
        }
        if (!unknown.isEmpty()) {
            log.warn("Not checked, as the cluster does not know them: {}", unknown);
        }
        return unknown;
    }

    private Set<String> groups() {
        return admin.getApiGroups().getGroups().stream().map(APIGroup::getName).collect(Collectors.toSet());
    }

    private void serverSideApply(GenericKubernetesResource manifest, boolean dryRun) {
        String namespace = Objects.requireNonNullElse(manifest.getMetadata().getNamespace(), RELEASE_NAMESPACE);
        needsNamespace(namespace);
        try {
            admin.genericKubernetesResources(manifest.getApiVersion(), manifest.getKind())
                    .inNamespace(namespace)
                    .resource(manifest)
                    .dryRun(dryRun)
                    .fieldValidation(Validation.STRICT)
                    .fieldManager("chart")
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException refused) {
            throw new IllegalStateException(
                    manifest.getKind() + " " + manifest.getMetadata().getName() + ": " + refused.getMessage(), refused);
        }
    }

    /** Makes the definitions of other operators' resources, if there are any: files of the directory that {@value #DEFINITIONS} names. */
    private void define() {
        String directory = System.getenv(DEFINITIONS);
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            List<GenericKubernetesResource> definitions =
                    files.flatMap(file -> manifests(read(file)).stream()).toList();
            definitions.forEach(definition -> serverSideApply(definition, false));
            Set<String> expected = definitions.stream()
                    .map(definition -> definition.<String>get("spec", "group"))
                    .collect(Collectors.toSet());
            TestingStorage.await("the definitions", () -> groups().containsAll(expected));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A kubeconfig of the service account that the chart made for the service. */
    Path kubeconfigOfServiceAccount() {
        return plane.kubeconfig(serviceAccountToken());
    }

    /** A new client with the rights that the chart gives to the service. */
    KubernetesClient serviceAccount() {
        return plane.client(serviceAccountToken());
    }

    /** What a client is told that may do what that user may. */
    <T> T as(String user, Function<KubernetesClient, T> question) {
        try (KubernetesClient client = plane.adminAs(user)) {
            return question.apply(client);
        }
    }

    private String serviceAccountToken() {
        return admin.serviceAccounts()
                .inNamespace(RELEASE_NAMESPACE)
                .withName("lagcast")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    @Override
    void apply(String manifests) {
        for (GenericKubernetesResource manifest : manifests(manifests)) {
            String namespace = manifest.getMetadata().getNamespace();
            needsNamespace(namespace);
            admin.genericKubernetesResources(manifest.getApiVersion(), manifest.getKind())
                    .inNamespace(namespace)
                    .resource(manifest)
                    .fieldValidation(Validation.STRICT)
                    .create();
        }
    }

    private List<GenericKubernetesResource> manifests(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .filter(Map.class::isInstance)
                .map(document ->
                        admin.getKubernetesSerialization().convertValue(document, GenericKubernetesResource.class))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Namespaces refuse pods that want more than the strictest of Kubernetes' own policies allows. */
    private void needsNamespace(String name) {
        needs(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());
    }

    void needs(HasMetadata object) {
        try {
            admin.resource(object).create();
        } catch (KubernetesClientException there) {
            if (there.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw there;
            }
        }
    }

    @Override
    void deploy(String namespace, String name, int replicas) {
        needsNamespace(namespace);
        admin.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("app", name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("consumer")
                        .withImage("consumer")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        settle(namespace, name);
    }

    @Override
    void settle(String namespace, String name) {
        admin.apps().deployments().inNamespace(namespace).withName(name).editStatus(found -> new DeploymentBuilder(
                        found)
                .editOrNewStatus()
                .withReplicas(found.getSpec().getReplicas())
                .endStatus()
                .build());
    }

    @Override
    public void close() {
        admin.close();
    }
}
