package io.lagcast.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorChartTest {

    private static final Map<String, Object> ON = Map.of("operator.enabled", true);

    @Test
    void keepsTheKubernetesApiOutOfReachUnlessTheOperatorIsOn() {
        Deployment off = Manifests.of(Chart.render("default")).only(Deployment.class);
        Deployment on = Manifests.of(Chart.render("default", ON)).only(Deployment.class);

        assertThat(off.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
                .isFalse();
        assertThat(on.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
                .isTrue();
    }

    @Test
    void mayOnlyReadResourcesAndTellTheirStatusUnlessApplyIsAllowed() {
        Manifests recommending = Manifests.of(Chart.render("default", ON));

        assertThat(granted(recommending.only(ClusterRole.class).getRules()))
                .containsExactlyInAnyOrder(
                        "consumergroupscalers get,list,watch,patch",
                        "consumergroupscalers/status patch",
                        "events create");
    }

    @Test
    void mayScaleOnlyTheKindsThatAreNamedWhenApplyIsAllowed() {
        Manifests applying = Manifests.of(Chart.render("everything"));

        List<ClusterRole> roles = applying.resources().stream()
                .filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .filter(role -> role.getMetadata().getName().endsWith("-operator"))
                .toList();
        assertThat(roles).hasSize(1);
        assertThat(granted(roles.getFirst().getRules()))
                .contains("deployments get", "deployments/scale get,patch", "statefulsets/scale get,patch")
                .contains("horizontalpodautoscalers list", "scaledobjects list", "watermarkpodautoscalers list")
                .noneMatch(rule -> rule.contains("*") || rule.contains("update") || rule.contains("delete"));
    }

    @Test
    void asksForRolesInTheNamespacesItWatchesOnly() {
        Manifests manifests = Manifests.of(
                Chart.render("default", Map.of("operator.enabled", true, "operator.namespaces[0]", "shop")));

        Role role = manifests.only(Role.class);
        assertThat(role.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(manifests.only(RoleBinding.class).getSubjects().getFirst().getNamespace())
                .isEqualTo("streaming");
        assertThat(manifests.names()).noneMatch(name -> name.startsWith("ClusterRole"));
        assertThat(manifests.only(ConfigMap.class).getData().get("application.yaml"))
                .contains("operator:", "enabled: true", "- shop");
    }

    @Test
    void leavesTheDefinitionAndSoThePeoplesResourcesWhenItIsUninstalled() {
        CustomResourceDefinition definition =
                Manifests.of(Chart.render("default", ON)).only(CustomResourceDefinition.class);

        assertThat(definition.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
        assertThat(definition
                        .getSpec()
                        .getVersions()
                        .getFirst()
                        .getSubresources()
                        .getStatus())
                .isNotNull();
        assertThat(Manifests.of(Chart.render("default", Map.of("operator.enabled", true, "operator.crd", false)))
                        .names())
                .noneMatch(name -> name.startsWith("CustomResourceDefinition"));
    }

    private static List<String> granted(List<PolicyRule> rules) {
        return rules.stream()
                .map(rule -> String.join(",", rule.getResources()) + " " + String.join(",", rule.getVerbs()))
                .toList();
    }
}
