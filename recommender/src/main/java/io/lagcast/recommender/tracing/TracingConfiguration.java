package io.lagcast.recommender.tracing;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What of Spring's own is not worth a span. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    /** Scheduled tasks look at the clock several times a second, and requests pass a dozen filters. While nothing is traced they are counted and timed. */
    @Bean
    ObservationPredicate observationsWorthASpan(Environment environment) {
        boolean on = TracingSwitch.isOn(environment);
        return (name, context) -> !on || !(name.startsWith("tasks.") || name.startsWith("spring.security."));
    }

    /** Probes and scrapes come all the time. */
    @Bean
    SpanExportingPredicate requestsOfPeopleAndPrograms() {
        return span -> !span.getTags().getOrDefault("uri", "").startsWith("/actuator");
    }
}
