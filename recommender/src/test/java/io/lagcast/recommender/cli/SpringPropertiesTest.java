package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

class SpringPropertiesTest {

    private final CommandLine command = Lagcast.commandLine();

    @Test
    void acceptsAValueAfterTheEqualsSignAndAfterASpace() {
        List<String> properties = SpringProperties.of(
                List.of("--kafka.bootstrap-servers=a:1,b:2", "--lagcast.clusters.eu.client-id", "x", "--server.port="),
                command);

        assertThat(properties)
                .containsExactly(
                        "--kafka.bootstrap-servers=a:1,b:2", "--lagcast.clusters.eu.client-id=x", "--server.port=");
    }

    @Test
    void namesAnOptionThatIsNoConfigurationKey() {
        assertThatThrownBy(() -> SpringProperties.of(List.of("--server.port=1", "--polcy", "x"), command))
                .isInstanceOf(UnmatchedArgumentException.class)
                .hasMessageContaining("'--polcy'");
    }

    @Test
    void namesAKeyWithoutAValue() {
        assertThatThrownBy(() -> SpringProperties.of(List.of("--server.port"), command))
                .hasMessageContaining("'--server.port'");
    }
}
