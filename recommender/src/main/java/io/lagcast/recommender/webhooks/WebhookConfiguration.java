package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.persistence.DataDirectory;
import io.lagcast.recommender.tracing.Traces;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** How deliveries get out, and what secrets are encrypted with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    @Bean
    SecretSeal webhookSecretSeal(WebhookSettings settings, DataDirectory directory) {
        SecureRandom random = new SecureRandom();
        Supplier<SecretKey> key = settings.givenEncryptionKey()
                .map(text -> EncryptionKey.parse(text, "lagcast.webhooks.encryption-key"))
                .<Supplier<SecretKey>>map(given -> () -> given)
                .orElseGet(() -> SingletonSupplier.of(() -> settings.generateEncryptionKey()
                        ? EncryptionKey.keptIn(directory.dataDir(), random)
                        : EncryptionKey.required()));
        boolean given = settings.givenEncryptionKey().isPresent();
        return new SecretSeal(
                () -> given || EncryptionKey.isKeptIn(directory.dataDir()),
                key,
                settings.previousEncryptionKeys().stream()
                        .map(previous -> EncryptionKey.parse(previous, "lagcast.webhooks.previous-encryption-keys"))
                        .toList(),
                random);
    }

    /** Names are looked up as the machine does, unless somebody provides another way. */
    @Bean
    Sender webhookSender(
            WebhookSettings settings, ObjectProvider<DnsResolver> names, InstantSource clock, Traces traces) {
        return new Sender(settings, names.getIfAvailable(() -> SystemDefaultDnsResolver.INSTANCE), clock, traces::traceparent);
    }
}
