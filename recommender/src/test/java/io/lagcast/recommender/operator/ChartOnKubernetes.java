package io.lagcast.recommender.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.lagcast.recommender.persistence.TestingStorage;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, given to a real API server. Not a part of the ordinary build. */
@Timeout(180)
class ChartOnKubernetes {

    /** Kinds of operators that are not there. */
    private static final Set<String> OTHERS = Set.of(
            "cert-manager.io/v1 Certificate",
            "cert-manager.io/v1 Issuer",
            "monitoring.coreos.com/v1 PrometheusRule",
            "monitoring.coreos.com/v1 ServiceMonitor");

    private static RealCluster cluster;

    @BeforeAll
    static void needsWhatACompanyHas() {
        cluster = new RealCluster();
        cluster.needs(new PriorityClassBuilder()
                .withNewMetadata()
                .withName("important")
                .endMetadata()
                .withValue(1000)
                .build());
    }

    @AfterAll
    static void leaves() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void isTakenWithoutAnUnknownField(String valueSet) {
        Set<String> unknown = cluster.applyChart(TestingCluster.CHART.resolveSibling(valueSet + ".yaml"));

        assertThat(unknown).isEqualTo(valueSet.equals("everything") ? OTHERS : Set.of());
    }

    /** The Deployment controller is not there, so that the pod is asked for here. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void asksForPodsThatTheStrictestPolicyAdmits(String valueSet) {
        cluster.applyChart(TestingCluster.CHART.resolveSibling(valueSet + ".yaml"));
        cluster.needs(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(RealCluster.RELEASE_NAMESPACE)
                .endMetadata()
                .build());
        PodTemplateSpec template = cluster.client()
                .apps()
                .deployments()
                .inNamespace(RealCluster.RELEASE_NAMESPACE)
                .withName("lagcast")
                .get()
                .getSpec()
                .getTemplate();

        var admitted = cluster.client()
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
        cluster.applyChart(TestingCluster.CHART);

        TestingStorage.await(
                "the definition to be served", () -> condition("Established").equals("True"));
        assertThat(condition("NamesAccepted")).isEqualTo("True");
        assertThat(condition("NonStructuralSchema")).isEqualTo("");
        assertThat(condition("KubernetesAPIApprovalPolicyConformant")).isEqualTo("");
    }

    private static String condition(String type) {
        return cluster
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
        cluster.applyChart(TestingCluster.CHART);

        TestingStorage.await("the aggregator's opinion", () -> !availability().isEmpty());
        assertThat(availability()).isEqualTo("False");
    }

    private static String availability() {
        return cluster.client().apiServices().withName("v1beta1.external.metrics.k8s.io").get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Available"))
                .map(APIServiceCondition::getStatus)
                .findFirst()
                .orElse("");
    }
}
