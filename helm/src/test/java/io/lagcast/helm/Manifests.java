package io.lagcast.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a chart rendered, read strictly: a field that Kubernetes does not know is refused by its name, where fabric8 alone would keep it quietly.
 *
 * @param resources in the order rendered
 */
record Manifests(List<HasMetadata> resources) {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("apiregistration.k8s.io/v1 APIService", APIService.class),
            Map.entry("apiextensions.k8s.io/v1 CustomResourceDefinition", CustomResourceDefinition.class),
            Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
            Map.entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
            Map.entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class));

    /** Kinds of operators, whose types are not Kubernetes' own. */
    private static final Set<String> CUSTOM = Set.of(
            "monitoring.coreos.com/v1 ServiceMonitor",
            "monitoring.coreos.com/v1 PrometheusRule",
            "cert-manager.io/v1 Issuer",
            "cert-manager.io/v1 Certificate");

    private static final ObjectMapper LENIENT = JsonMapper.builder().build();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutCatchAll())
            .build();

    Manifests {
        resources = List.copyOf(resources);
    }

    /** Ignores the annotation with which fabric8's types take fields they do not know. */
    private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return Boolean.FALSE;
        }
    }

    /**
     * Reads all documents of a YAML stream.
     *
     * @throws IllegalArgumentException if a document is not what Kubernetes would take
     */
    static Manifests of(String yaml) {
        List<HasMetadata> resources = new ArrayList<>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.isObject()) {
                    resources.add(resource(document));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Manifests(resources);
    }

    private static HasMetadata resource(JsonNode document) {
        String kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        try {
            if (CUSTOM.contains(kind)) {
                return LENIENT.treeToValue(document, GenericKubernetesResource.class);
            }
            Class<? extends HasMetadata> type = TYPES.get(kind);
            if (type == null) {
                throw new IllegalArgumentException("Nothing is known of the kind " + kind);
            }
            return STRICT.treeToValue(document, type);
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException(kind + ": " + refused.getOriginalMessage(), refused);
        }
    }

    /** The only resource of a type. */
    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found =
                resources.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("There are " + found.size() + " of " + type.getSimpleName());
        }
        return found.getFirst();
    }

    /** The only resource of an operator's kind, as a tree. */
    JsonNode onlyCustom(String kind) {
        List<HasMetadata> found = resources.stream()
                .filter(resource -> resource.getKind().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("There are " + found.size() + " of " + kind);
        }
        return LENIENT.valueToTree(found.getFirst());
    }

    /** Kind and name of everything. */
    List<String> names() {
        return resources.stream()
                .map(resource ->
                        resource.getKind() + " " + resource.getMetadata().getName())
                .toList();
    }
}
