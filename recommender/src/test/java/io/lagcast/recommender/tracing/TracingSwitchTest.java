package io.lagcast.recommender.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracingSwitchTest {

    private static final String ADDRESS = "management.opentelemetry.tracing.export.otlp.endpoint";

    @Test
    void isOnWithTheAddressOfACollector() {
        assertThat(TracingSwitch.isOn(environment(Map.of(ADDRESS, "http://localhost:4318/v1/traces"))))
                .isTrue();
    }

    @Test
    void isOffWithoutOne() {
        assertThat(TracingSwitch.isOn(environment(Map.of()))).isFalse();
        assertThat(TracingSwitch.isOn(environment(Map.of(ADDRESS, "")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4318", "grpc://collector:4317", "true"})
    void refusesWhatIsNoAddress(String address) {
        Environment environment = environment(Map.of(ADDRESS, address));

        assertThatThrownBy(() -> TracingSwitch.isOn(environment))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining(ADDRESS)
                .hasMessageContaining("'" + address + "'")
                .hasMessageContaining("http://localhost:4318/v1/traces");
    }

    private static Environment environment(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("testing", properties));
        return environment;
    }
}
