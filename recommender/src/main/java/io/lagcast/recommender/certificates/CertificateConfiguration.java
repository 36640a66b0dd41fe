package io.lagcast.recommender.certificates;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the place of Boot's own registry of SSL bundles. */
@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {

    @Bean
    DefaultSslBundleRegistry sslBundleRegistry(
            ObjectProvider<SslBundleRegistrar> registrars,
            @Value("${spring.grpc.server.ssl.bundle:}") String grpcBundle) {
        LiveBundles bundles = new LiveBundles(grpcBundle);
        registrars.orderedStream().forEach(registrar -> registrar.registerBundles(bundles));
        return bundles;
    }
}
