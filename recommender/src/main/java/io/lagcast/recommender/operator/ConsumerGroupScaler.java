package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One consumer group as a resource of Kubernetes. Its schema is {@code helm/lagcast/crd/consumergroupscaler.yaml}; a test keeps both the same.
 */
@Group(ConsumerGroupScaler.GROUP)
@Version(ConsumerGroupScaler.VERSION)
@Plural("consumergroupscalers")
@ShortNames("cgs")
public final class ConsumerGroupScaler extends CustomResource<ScalerSpec, ScalerStatus> implements Namespaced {

    static final String GROUP = "lagcast.io";
    static final String VERSION = "v1alpha1";

    /** On a scaler or on its target: while it is {@code "true"}, replicas are left alone. */
    static final String PAUSED = "lagcast.io/paused";

    private static final long serialVersionUID = 1;

    /**
     * Name of its workload: namespace and name. A namespace has no dots, so that no two resources share one.
     */
    String workload() {
        return getMetadata().getNamespace() + "." + getMetadata().getName();
    }

    /** Whether its owner asked that replicas are left alone. */
    boolean isPaused() {
        return isPaused(getMetadata().getAnnotations());
    }

    static boolean isPaused(java.util.@org.jspecify.annotations.Nullable Map<String, String> annotations) {
        return annotations != null && "true".equals(annotations.get(PAUSED));
    }
}
