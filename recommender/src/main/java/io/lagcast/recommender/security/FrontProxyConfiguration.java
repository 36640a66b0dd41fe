package io.lagcast.recommender.security;

import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where a front proxy is configured, what knows it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FrontProxySettings.class)
class FrontProxyConfiguration {

    /** Otherwise clients are never asked for a certificate. */
    private static final Set<String> ASKING = Set.of("want", "need");

    @Bean
    @ConditionalOnProperty("lagcast.security.front-proxy.bundle")
    FrontProxy frontProxy(
            FrontProxySettings settings,
            SecuritySettings security,
            SslBundles bundles,
            @Value("${server.ssl.client-auth:none}") String clientAuth) {
        String bundle = settings.givenBundle()
                .orElseThrow(
                        () -> new IllegalArgumentException("lagcast.security.front-proxy.bundle must not be blank."));
        if (!ASKING.contains(clientAuth.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "lagcast.security.front-proxy.bundle needs server.ssl.bundle and server.ssl.client-auth=want (or need), so that the"
                            + " API server is asked for its certificate, but client-auth is \"" + clientAuth + "\".");
        }
        if (security.openExternalMetrics()) {
            throw new IllegalArgumentException(
                    "lagcast.security.open-external-metrics opens what lagcast.security.front-proxy.bundle closes; remove one of them.");
        }
        FrontProxy proxy = new FrontProxy(settings.allowedNames(), bundles.getBundle(bundle));
        bundles.addBundleUpdateHandler(bundle, proxy::use);
        return proxy;
    }
}
