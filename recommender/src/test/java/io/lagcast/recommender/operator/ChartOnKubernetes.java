package io.lagcast.recommender.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.lagcast.recommender.persistence.TestingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, given to a real API server. Not a part of the ordinary build. */
@Timeout(300)
class ChartOnKubernetes {

    /** Kinds of operators that are not there. */
    private static final Set<String> OTHERS = Set.of(
            "cert-manager.io/v1 Certificate",
            "cert-manager.io/v1 Issuer",
            "monitoring.coreos.com/v1 PrometheusRule",
            "monitoring.coreos.com/v1 ServiceMonitor");

    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    private static final RealCluster CLUSTER = new RealCluster();

    @BeforeAll
    static void needsWhatACompanyHas() {
        CLUSTER.needs(new PriorityClassBuilder()
                .withNewMetadata()
                .withName("important")
                .endMetadata()
                .withValue(1000)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void isTakenWithoutAnUnknownField(String valueSet) {
        Set<String> unknown = CLUSTER.applyChart(TestingCluster.CHART.resolveSibling(valueSet + ".yaml"));

        assertThat(OTHERS).containsAll(unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../README.md", "README.md", "hpa.md", "keda.md", "wpa.md", "apply.md"})
    void isDocumentedWithManifestsThatAreTaken(String page) throws IOException {
        CLUSTER.applyChart(TestingCluster.CHART);
        List<String> manifests = YAML.matcher(Files.readString(Path.of("..", "docs", "executors", page)))
                .results()
                .map(block -> block.group(1))
                .filter(yaml -> yaml.contains("kind:"))
                .toList();

        assertThat(manifests).isNotEmpty();
        assertThatNoException().isThrownBy(() -> CLUSTER.check(String.join("\n---\n", manifests)));
    }

    /** The Deployment controller is not there, so that the pod is asked for here. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void asksForPodsThatTheStrictestPolicyAdmits(String valueSet) {
        CLUSTER.applyChart(TestingCluster.CHART.resolveSibling(valueSet + ".yaml"));
        CLUSTER.needs(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(RealCluster.RELEASE_NAMESPACE)
                .endMetadata()
                .build());
        PodTemplateSpec template = CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace(RealCluster.RELEASE_NAMESPACE)
                .withName("lagcast")
                .get()
                .getSpec()
                .getTemplate();

        var admitted = CLUSTER.client()
                .pods()
                .inNamespace(RealCluster.RELEASE_NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadataLike(template.getMetadata())
                        .withName("lagcast-" + valueSet)
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .dryRun()
                .create();

        assertThat(admitted.getSpec().getContainers()).hasSize(1);
    }

    @Test
    void definesAResourceWhoseSchemaTheServerHasNothingAgainst() {
        CLUSTER.applyChart(TestingCluster.CHART);

        TestingStorage.await(
                "the definition to be served", () -> condition("Established").equals("True"));
        assertThat(condition("NamesAccepted")).isEqualTo("True");
        assertThat(condition("NonStructuralSchema")).isEqualTo("");
        assertThat(condition("KubernetesAPIApprovalPolicyConformant")).isEqualTo("");
    }

    private static String condition(String type) {
        return CLUSTER
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("consumergroupscalers.lagcast.io")
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .filter(condition -> condition.getType().equals(type))
                .map(CustomResourceDefinitionCondition::getStatus)
                .findFirst()
                .orElse("");
    }

    @Test
    void registersTheServiceForMetricsWhichIsNotThereYet() {
        CLUSTER.applyChart(TestingCluster.CHART);

        TestingStorage.await("the aggregator to miss it", () -> availability().equals("False"));
    }

    private static String availability() {
        return CLUSTER
                .client()
                .apiServices()
                .withName("v1beta1.external.metrics.k8s.io")
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .filter(condition -> condition.getType().equals("Available"))
                .map(APIServiceCondition::getStatus)
                .findFirst()
                .orElse("");
    }
}
