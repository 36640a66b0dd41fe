package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.lagcast.recommender.operator.ScalerSpec.TargetReference;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who else scales a target: horizontal pod autoscalers, KEDA's scaled objects and Datadog's watermark pod autoscalers name it in
 * {@code spec.scaleTargetRef}. What is read of a namespace is used for a minute, except where a move depends on it.
 */
final class RivalAutoscalers {

    private static final Duration USED_FOR = Duration.ofMinutes(1);

    private static final List<ResourceDefinitionContext> KINDS = List.of(
            kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            kind("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects"),
            kind("datadoghq.com", "v1alpha1", "WatermarkPodAutoscaler", "watermarkpodautoscalers"));

    private final Map<String, Read> byNamespace = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final InstantSource clock;

    private record Read(Instant at, List<Rival> rivals) {}

    /** An autoscaler and what it scales; KEDA takes apps/v1 Deployment for what is not said. */
    private record Rival(String name, String apiGroup, String kind, String target) {}

    RivalAutoscalers(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    private static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** An autoscaler of the target, as far as was known within the last minute. */
    Optional<String> of(String namespace, TargetReference target) {
        Read known = byNamespace.get(namespace);
        if (known == null || known.at().plus(USED_FOR).isBefore(clock.instant())) {
            return now(namespace, target);
        }
        return find(known, target);
    }

    /**
     * An autoscaler of the target as of this moment.
     *
     * @throws KubernetesClientException if the cluster does not let that be known
     */
    Optional<String> now(String namespace, TargetReference target) {
        Instant at = clock.instant();
        Read read = new Read(
                at, KINDS.stream().flatMap(kind -> read(kind, namespace)).toList());
        byNamespace.put(namespace, read);
        return find(read, target);
    }

    private static Optional<String> find(Read read, TargetReference target) {
        String group = group(target.apiVersion());
        return read.rivals().stream()
                .filter(rival -> rival.apiGroup().equals(group)
                        && rival.kind().equals(target.kind())
                        && rival.target().equals(target.name()))
                .map(Rival::name)
                .findFirst();
    }

    private Stream<Rival> read(ResourceDefinitionContext kind, String namespace) {
        try {
            return client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems().stream()
                    .map(RivalAutoscalers::rival);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Stream.of(); // a kind that is not installed scales nothing
            }
            throw refused;
        }
    }

    private static Rival rival(GenericKubernetesResource autoscaler) {
        return new Rival(
                autoscaler.getKind() + " " + autoscaler.getMetadata().getName(),
                group(text(autoscaler, "apiVersion", "apps/v1")),
                text(autoscaler, "kind", "Deployment"),
                text(autoscaler, "name", ""));
    }

    private static String text(GenericKubernetesResource autoscaler, String field, String otherwise) {
        return Objects.requireNonNullElse(autoscaler.<String>get("spec", "scaleTargetRef", field), otherwise);
    }

    private static String group(@Nullable String apiVersion) {
        int slash = apiVersion == null ? -1 : apiVersion.indexOf('/');
        return slash < 0 ? "" : Objects.requireNonNull(apiVersion).substring(0, slash);
    }
}
