package io.lagcast.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    @Test
    void passesHelmsLint() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    /** Golden files are written anew with {@code -Dgolden.update=true}; what changed is then for review. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void rendersWhatWasReviewed(String valueSet) throws IOException {
        String rendered = Chart.render(valueSet);

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Chart.goldenFile(valueSet), rendered);
        }
        assertThat(rendered).isEqualTo(Chart.read(Chart.goldenFile(valueSet)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void rendersOnlyFieldsThatKubernetesKnows(String valueSet) {
        Manifests manifests = Manifests.of(Chart.render(valueSet));

        assertThat(manifests.names())
                .contains("Deployment lagcast", "Service lagcast")
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesFieldsThatKubernetesDoesNotKnow() {
        String misspelt =
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 1, tragetPort: 2}]}\n";

        assertThatThrownBy(() -> Manifests.of(misspelt)).hasMessageContaining("tragetPort");
    }

    @Test
    void rendersOnlyWhatIsNeededWhenEverythingElseIsOff() {
        Manifests manifests = Manifests.of(Chart.render("minimal"));

        assertThat(manifests.names()).containsExactly("ConfigMap lagcast", "Service lagcast", "Deployment lagcast");
    }

    @Test
    void runsTwoInstancesApartAndReplacesOneAtATime() {
        Manifests manifests = Manifests.of(Chart.render("default"));
        Deployment deployment = manifests.only(Deployment.class);

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(manifests
                        .only(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getAffinity()
                        .getPodAntiAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution())
                .hasSize(1);
    }

    @Test
    void endsTheInstanceThatHasTheClaimBeforeTheNextBegins() {
        Deployment deployment = Manifests.of(Chart.render("everything")).only(Deployment.class);

        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThatThrownBy(() -> Chart.render("everything", Map.of("replicas", "2")))
                .hasMessageContaining("set replicas to 1, or persistence.enabled to false");
    }

    @Test
    void letsNoInstanceMakeAKeyThatTheOthersDoNotHave() {
        assertThat(Chart.render("default")).contains("generate-encryption-key: false");
        assertThat(Chart.render("default", Map.of("webhooks.existingSecret", "lagcast-webhooks")))
                .doesNotContain("generate-encryption-key");
        assertThat(Chart.render("default", Map.of("replicas", "1"))).doesNotContain("generate-encryption-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void runsWithoutPrivileges(String valueSet) {
        PodSpec pod = pod(Chart.render(valueSet));
        Container container = pod.getContainers().getFirst();

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    @Test
    void canWriteOnlyWhereAVolumeIs() {
        PodSpec pod = pod(Chart.render("default"));

        List<String> writable = pod.getContainers().getFirst().getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .map(VolumeMount::getMountPath)
                .toList();
        assertThat(writable).containsExactly("/tmp", "/var/lib/lagcast");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "everything"})
    void mountsEveryVolumeItHas(String valueSet) {
        PodSpec pod = pod(Chart.render(valueSet));

        assertThat(pod.getVolumes().stream().map(Volume::getName))
                .containsExactlyInAnyOrderElementsOf(pod.getContainers().getFirst().getVolumeMounts().stream()
                        .map(VolumeMount::getName)
                        .toList());
    }

    @Test
    void asksLivenessAndReadinessWhereTheServiceAnswers() {
        Container container = pod(Chart.render("default")).getContainers().getFirst();

        assertThat(path(container.getLivenessProbe())).isEqualTo("HTTP http /actuator/health/liveness");
        assertThat(path(container.getStartupProbe())).isEqualTo("HTTP http /actuator/health/liveness");
        assertThat(path(container.getReadinessProbe())).isEqualTo("HTTP http /actuator/health/readiness");
    }

    @Test
    void takesTheDatabaseFromASecretOnly() {
        Container container = pod(Chart.render("default")).getContainers().getFirst();

        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("SPRING_DATASOURCE"))
                .hasSize(3)
                .extracting(ChartTest::secret)
                .containsExactly("lagcast-database/url", "lagcast-database/username", "lagcast-database/password");
    }

    @Test
    void readsConfigurationFilesThatAreMounted() {
        Container container = pod(Chart.render("everything")).getContainers().getFirst();

        assertThat(container.getArgs())
                .contains("--spring.config.additional-location=file:/etc/lagcast/application.yaml,"
                        + "file:/etc/lagcast/kafka/kafka.properties");
    }

    @Test
    void letsConfigurationOfOnesOwnWinWithoutLosingTheRest() throws IOException {
        ConfigMap map = Manifests.of(Chart.render("everything")).resources().stream()
                .filter(resource -> resource instanceof ConfigMap
                        && resource.getMetadata().getName().equals("lagcast"))
                .map(ConfigMap.class::cast)
                .findFirst()
                .orElseThrow();

        JsonNode configuration = new YAMLMapper().readTree(map.getData().get("application.yaml"));
        assertThat(configuration.at("/kafka").toString())
                .isEqualTo(
                        "{\"bootstrap.servers\":\"kafka-0.kafka:9092,kafka-1.kafka:9092\",\"security.protocol\":\"SASL_SSL\"}");
        assertThat(configuration.at("/lagcast/workloads/orders/maxReplicas").asInt())
                .isEqualTo(40);
        assertThat(configuration.at("/server/ssl/bundle").asText()).isEqualTo("http");
    }

    @Test
    void startsANewPodWhenTheConfigurationChanges() {
        String before = checksum(Chart.render("default"));
        String after = checksum(Chart.render("default", Map.of("config.lagcast.history.retention", "30d")));

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void leadsTheServiceToTheNamedPortsOfThePod() {
        Manifests manifests = Manifests.of(Chart.render("default"));
        Service service = manifests.only(Service.class);

        assertThat(service.getSpec().getPorts().stream().map(ServicePort::getTargetPort))
                .extracting(port -> port.getStrVal())
                .containsExactly("http", "grpc");
        assertThat(manifests
                        .only(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
    }

    @Test
    void neverKeepsANodeFromBeingDrained() {
        PodDisruptionBudget budget = Manifests.of(Chart.render("default")).only(PodDisruptionBudget.class);

        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSpec().getMinAvailable()).isNull();
    }

    @Test
    void restrictsWhereItMayGoOnlyWhenTold() {
        NetworkPolicy open = Manifests.of(Chart.render("default")).only(NetworkPolicy.class);
        NetworkPolicy closed = Manifests.of(Chart.render("everything")).only(NetworkPolicy.class);

        assertThat(open.getSpec().getPolicyTypes()).containsExactly("Ingress");
        assertThat(closed.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(closed.getSpec().getEgress()).hasSize(2);
    }

    @Test
    void asksKubernetesForNoRightsOfItsOwn() {
        assertThat(Manifests.of(Chart.render("default")).names())
                .noneMatch(name -> name.startsWith("Role") || name.startsWith("ClusterRole"));
        assertThat(Manifests.of(Chart.render("everything", Map.of("operator.enabled", false)))
                        .only(ClusterRole.class)
                        .getRules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getApiGroups()).containsExactly("external.metrics.k8s.io");
                    assertThat(rule.getResources()).containsExactly("lagcast-desired-replicas");
                    assertThat(rule.getVerbs()).containsExactly("get", "list");
                });
    }

    @Test
    void speaksHttpsEverywhereWhenItSpeaksItAtAll() {
        Manifests manifests = Manifests.of(Chart.render("everything"));
        Container container = pod(manifests).getContainers().getFirst();

        assertThat(path(container.getReadinessProbe())).startsWith("HTTPS ");
        assertThat(manifests
                        .onlyCustom("ServiceMonitor")
                        .at("/spec/endpoints/0/scheme")
                        .asText())
                .isEqualTo("https");
        assertThat(manifests.onlyCustom("Certificate").at("/spec/dnsNames/0").asText())
                .isEqualTo("lagcast.streaming.svc");
    }

    @Test
    void tellsKubernetesWhoSignedACertificateOfOnesOwn() {
        String authority = "-----BEGIN CERTIFICATE-----";

        Manifests manifests = Manifests.of(Chart.render(
                "default",
                Map.of(
                        "tls.enabled",
                        true,
                        "tls.source",
                        "existing",
                        "tls.existingSecret",
                        "lagcast-certificate",
                        "externalMetrics.enabled",
                        true,
                        "externalMetrics.caBundle",
                        authority)));

        assertThat(manifests.only(APIService.class).getSpec().getCaBundle())
                .asBase64Decoded()
                .asString()
                .isEqualTo(authority);
    }

    @Test
    void asksTheApiServerForTheCertificateOfItsAuthority() throws IOException {
        Map<String, String> files = Manifests.of(Chart.render("everything")).resources().stream()
                .filter(resource -> resource.getMetadata().getName().equals("lagcast"))
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .findFirst()
                .orElseThrow()
                .getData();
        JsonNode configuration = new YAMLMapper().readTree(files.get("application.yaml"));

        String bundle = configuration.at("/lagcast/security/front-proxy/bundle").asText();
        assertThat(configuration
                        .at("/spring/ssl/bundle/pem/" + bundle + "/truststore/certificate")
                        .asText())
                .isEqualTo("file:/etc/lagcast/front-proxy-ca.crt");
        assertThat(files.get("front-proxy-ca.crt")).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(configuration.at("/server/ssl/client-auth").asText()).isEqualTo("want");
        assertThat(configuration.at("/spring/ssl/bundle/pem/http/keystore").isMissingNode())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=6",
                "replica=1",
                "database.existingSecret=Not A Name",
                "kafka.bootstrapServers=kafka",
                "service.type=ExternalName",
                "serviceMonitor.interval=often",
                "tls.source=nowhere",
                "image.digest=sha256:123",
                "persistence.size=a lot"
            })
    void refusesValuesThatBreakTheSchema(String change) {
        String[] parts = change.split("=", 2);

        assertThatThrownBy(() -> Chart.render("default", Map.of(parts[0], parts[1])))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Chart.render("default", Map.of("database.existingSecret", "")))
                .hasMessageContaining("database.existingSecret is needed");
        assertThatThrownBy(() -> Chart.render("default", Map.of("externalMetrics.enabled", true)))
                .hasMessageContaining("externalMetrics.enabled needs tls.enabled");
    }

    @Test
    void labelsEverything() {
        for (HasMetadata resource : Manifests.of(Chart.render("everything")).resources()) {
            assertThat(resource.getMetadata().getLabels())
                    .as("%s", resource.getKind())
                    .containsEntry("app.kubernetes.io/instance", "lagcast")
                    .containsEntry("app.kubernetes.io/managed-by", "Helm");
        }
    }

    private static PodSpec pod(String rendered) {
        return pod(Manifests.of(rendered));
    }

    private static PodSpec pod(Manifests manifests) {
        return manifests.only(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getScheme() + " "
                + probe.getHttpGet().getPort().getStrVal() + " "
                + probe.getHttpGet().getPath();
    }

    private static String secret(EnvVar variable) {
        return variable.getValueFrom().getSecretKeyRef().getName() + "/"
                + variable.getValueFrom().getSecretKeyRef().getKey();
    }

    private static String checksum(String rendered) {
        return Manifests.of(rendered)
                .only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .getOrDefault("checksum/configuration", "none");
    }
}
