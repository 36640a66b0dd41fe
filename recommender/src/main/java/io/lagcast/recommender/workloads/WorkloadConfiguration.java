package io.lagcast.recommender.workloads;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The part of the configuration that defines workloads, read once at start. */
@Configuration(proxyBeanMethods = false)
class WorkloadConfiguration {

    @Bean
    ConfiguredWorkloads configuredWorkloads(ConfigurableEnvironment environment) {
        return ConfiguredWorkloads.from(environment);
    }
}
