package io.lagcast.recommender.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class FrontProxyConfigurationTest {

    private static final FrontProxySettings SETTINGS = new FrontProxySettings("kubernetes", List.of());

    @Test
    void refusesAPortThatNeverAsksForACertificate() {
        assertThatThrownBy(() -> configure(false, "none"))
                .hasMessageContaining("server.ssl.client-auth=want")
                .hasMessageContaining("\"none\"");
    }

    @Test
    void refusesToOpenWhatItCloses() {
        assertThatThrownBy(() -> configure(true, "WANT")).hasMessageContaining("open-external-metrics");
    }

    @Test
    void refusesABundleThatWouldTrustEveryPublicAuthority() {
        assertThatThrownBy(() -> configure(false, "need")).hasMessageContaining("without a trust store");
    }

    @Test
    void refusesNamesWithoutAnAuthority() {
        assertThatThrownBy(() -> new FrontProxySettings(null, List.of("front-proxy-client")))
                .hasMessageContaining("front-proxy.bundle is not");
    }

    private static void configure(boolean open, String clientAuth) {
        SecuritySettings security = new SecuritySettings(null, List.of(), null, false, open, false);
        SslBundle empty = SslBundle.of(SslStoreBundle.NONE);
        new FrontProxyConfiguration()
                .frontProxy(SETTINGS, security, new DefaultSslBundleRegistry("kubernetes", empty), clientAuth);
    }
}
