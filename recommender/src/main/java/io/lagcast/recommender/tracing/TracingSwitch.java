package io.lagcast.recommender.tracing;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/** Leaves Spring Boot's tracing out unless it is told where traces go: without that it would make spans only to throw them away. */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ADDRESS = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment given) {
        environment = given;
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean on = isOn(environment);
        boolean[] wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            wanted[i] = on || !isTracing(Objects.requireNonNullElse(names[i], ""));
        }
        return wanted;
    }

    /**
     * Whether traces are made.
     *
     * @throws InvalidConfigurationPropertyValueException if they are to go to what is no address
     */
    static boolean isOn(Environment environment) {
        String address = environment.getProperty(ADDRESS);
        if (!StringUtils.hasText(address)) {
            return false;
        }
        if (!address.startsWith("http://") && !address.startsWith("https://")) {
            throw new InvalidConfigurationPropertyValueException(
                    ADDRESS,
                    address,
                    "It must be the address of an OpenTelemetry collector, such as http://localhost:4318/v1/traces.");
        }
        return true;
    }

    private static boolean isTracing(String name) {
        return TRACING.stream().anyMatch(name::startsWith);
    }
}
