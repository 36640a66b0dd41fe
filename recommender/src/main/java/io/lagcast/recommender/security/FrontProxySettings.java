package io.lagcast.recommender.security;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Kubernetes API server in front of {@code /apis} and {@code /openapi}.
 *
 * @param bundle SSL bundle ({@code spring.ssl.bundle.*}) whose trust store holds the authority of the API server's client certificates, in a cluster
 *     {@code requestheader-client-ca-file} of the ConfigMap {@code kube-system/extension-apiserver-authentication}; not asked for a certificate if not given
 * @param allowedNames common names that the API server's certificate may have; any that the authority signed if not given
 */
@ConfigurationProperties("lagcast.security.front-proxy")
record FrontProxySettings(
        @Nullable String bundle, @DefaultValue List<String> allowedNames) {

    FrontProxySettings {
        allowedNames = List.copyOf(allowedNames);
        if (!allowedNames.isEmpty() && (bundle == null || bundle.isBlank())) {
            throw new IllegalArgumentException(
                    "lagcast.security.front-proxy.allowed-names is set, but front-proxy.bundle is not: name the SSL bundle"
                            + " whose trust store has the authority of the API server's client certificates.");
        }
    }

    Optional<String> givenBundle() {
        return Optional.ofNullable(bundle).filter(name -> !name.isBlank());
    }
}
