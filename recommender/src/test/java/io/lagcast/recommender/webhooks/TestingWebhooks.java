package io.lagcast.recommender.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** Ledger and webhooks of the service on a real database, without the rest; started and stopped like the service. */
final class TestingWebhooks {

    private TestingWebhooks() {}

    /** Starts them; arguments are as on the command line. */
    static ConfigurableApplicationContext start(
            String url, String user, String password, String dataDirectory, String... arguments) {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.ofEntries(
                        Map.entry("spring.datasource.url", url),
                        Map.entry("spring.datasource.username", user),
                        Map.entry("spring.datasource.password", password),
                        Map.entry("lagcast.data-dir", dataDirectory),
                        Map.entry("lagcast.persistence.flush-interval", "50ms"),
                        Map.entry("lagcast.webhooks.allowed-addresses", "127.0.0.1"),
                        Map.entry("lagcast.webhooks.timeout", "1s"),
                        Map.entry("lagcast.webhooks.lease", "2s"),
                        Map.entry("lagcast.webhooks.first-retry", "50ms"),
                        Map.entry("lagcast.webhooks.poll-interval", "50ms")))
                .run(arguments);
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, JacksonAutoConfiguration.class})
    @ComponentScan(
            basePackages = {
                "io.lagcast.recommender.persistence",
                "io.lagcast.recommender.leadership",
                "io.lagcast.recommender.tracing",
                "io.lagcast.recommender.ledger",
                "io.lagcast.recommender.webhooks"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.Testing.*"))
    static class Wiring {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        InstantSource clock() {
            return Clock.systemUTC();
        }
    }
}
