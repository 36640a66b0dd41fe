package io.lagcast.recommender.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ClusterSettingsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void areEmptyWithoutConfiguration() {
        environment.setProperty("kafka.home", "/opt/kafka");

        assertThat(ClusterSettings.from(environment)).isEmpty();
    }

    @Test
    void takeAnyClientPropertyInKafkasOrSpringsSpelling() {
        environment.setProperty("kafka.bootstrap-servers", "localhost:9092");
        environment.setProperty("kafka.security.protocol", "SASL_SSL");
        environment.setProperty("lagcast.clusters.east.bootstrap.servers", "east:9092");
        environment.setProperty("lagcast.clusters.east.sasl.jaas.config", "secret");
        environment.setProperty("lagcast.clusters.default.client-id", "watcher");

        List<ClusterSettings> clusters = ClusterSettings.from(environment);

        assertThat(clusters).extracting(ClusterSettings::name).containsExactly("default", "east");
        assertThat(clusters.getFirst().client())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("client.id", "watcher");
        assertThat(clusters.getLast().client()).containsEntry("sasl.jaas.config", "secret");
    }

    @Test
    void arePrintedWithoutSecrets() {
        environment.setProperty("kafka.bootstrap-servers", "localhost:9092");
        environment.setProperty("kafka.ssl.keystore.password", "hunter2");
        environment.setProperty("kafka.aws.secret", "hunter2");

        assertThat(ClusterSettings.from(environment).toString())
                .contains("localhost:9092", "ssl.keystore.password")
                .doesNotContain("hunter2");
    }

    @Test
    void refuseAClusterWithoutServers() {
        environment.setProperty("lagcast.clusters.east.security.protocol", "SSL");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.from(environment))
                .withMessageContaining("Cluster \"east\" is configured without servers")
                .withMessageContaining("lagcast.clusters.east.bootstrap.servers");
    }
}
