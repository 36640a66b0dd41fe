package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.lagcast.recommender.operator.ScalerSpec.TargetReference;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object with a scale subresource. Every method asks the cluster and throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when it
 * refuses or does not answer.
 */
final class ScaleTarget {

    /** Plural names of the kinds everybody scales; for others the cluster is asked. */
    private static final Map<String, String> PLURALS =
            Map.of("Deployment", "deployments", "StatefulSet", "statefulsets", "ReplicaSet", "replicasets");

    private final Resource<GenericKubernetesResource> object;

    private ScaleTarget(Resource<GenericKubernetesResource> object) {
        this.object = object;
    }

    /**
     * What the scale subresource says.
     *
     * @param asked replicas asked for
     * @param present replicas there are
     * @param version version of the object, so that a change in between is noticed
     */
    record State(int asked, int present, @Nullable String version) {

        /** Whether a move is under way. */
        boolean isMoving() {
            return asked != present;
        }
    }

    static ScaleTarget of(KubernetesClient client, String namespace, TargetReference reference) {
        String plural = "apps/v1".equals(reference.apiVersion()) ? PLURALS.get(reference.kind()) : null;
        var kind = plural == null
                ? client.genericKubernetesResources(reference.apiVersion(), reference.kind())
                : client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup("apps")
                        .withVersion("v1")
                        .withKind(reference.kind())
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build());
        return new ScaleTarget(kind.inNamespace(namespace).withName(reference.name()));
    }

    /** Whether its owner asked that its replicas are left alone; empty if there is no such object. */
    Optional<Boolean> isPaused() {
        return Optional.ofNullable(object.get())
                .map(found -> ConsumerGroupScaler.isPaused(found.getMetadata().getAnnotations()));
    }

    /** What the scale subresource says now. */
    State state() {
        Scale scale = object.scale();
        Integer asked = scale.getSpec() == null ? null : scale.getSpec().getReplicas();
        Integer present = scale.getStatus() == null ? null : scale.getStatus().getReplicas();
        return new State(
                asked == null ? 0 : asked,
                present == null ? 0 : present,
                scale.getMetadata() == null ? null : scale.getMetadata().getResourceVersion());
    }

    /** Asks for a count, unless the object changed since {@code seen}, which is refused as a conflict. */
    void scale(State seen, int replicas) {
        String precondition =
                seen.version() == null ? "" : "\"metadata\":{\"resourceVersion\":\"%s\"},".formatted(seen.version());
        object.subresource("scale")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{%s\"spec\":{\"replicas\":%d}}".formatted(precondition, replicas));
    }
}
