package io.lagcast.recommender.webhooks;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are bound, with times that no receiver of a test reaches unless it is to. */
final class TestingSettings {

    private TestingSettings() {}

    /** Settings that allow loopback, with some changed: name, value, name, value. */
    static WebhookSettings with(String... changes) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "lagcast.webhooks.allowed-addresses", "127.0.0.1",
                "lagcast.webhooks.connect-timeout", "30s",
                "lagcast.webhooks.timeout", "30s",
                "lagcast.webhooks.lease", "60s",
                "lagcast.webhooks.max-response", "4KB"));
        for (int i = 0; i < changes.length; i += 2) {
            properties.put("lagcast.webhooks." + changes[i], changes[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("lagcast.webhooks", WebhookSettings.class)
                .get();
    }
}
