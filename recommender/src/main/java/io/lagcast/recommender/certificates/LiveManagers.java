package io.lagcast.recommender.certificates;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/** Managers whose key and trusted authorities are exchanged while they are in use; a handshake under way ends with those it began with. */
final class LiveManagers implements SslManagerBundle {

    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager authorities = newAuthorities();

    private static AdvancedTlsX509TrustManager newAuthorities() {
        try {
            return AdvancedTlsX509TrustManager.newBuilder().build();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Takes over what is in a bundle.
     *
     * @throws IllegalStateException if its key or certificates cannot be used; what was there before stays
     */
    void use(SslBundle bundle) {
        try {
            KeyStore keyStore = bundle.getStores().getKeyStore();
            KeyStore trustStore = bundle.getStores().getTrustStore();
            Identity identity = keyStore == null ? null : identity(keyStore, bundle);
            if (trustStore == null) {
                authorities.useSystemDefaultTrustCerts();
            } else {
                authorities.updateTrustCredentials(certificates(trustStore));
            }
            if (identity != null) {
                keys.updateIdentityCredentials(identity.chain().toArray(X509Certificate[]::new), identity.key());
            }
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(
                    "The certificates of the gRPC port cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Identity identity(KeyStore store, SslBundle bundle) throws GeneralSecurityException {
        String password = bundle.getKey().getPassword();
        if (password == null) {
            password = bundle.getStores().getKeyStorePassword();
        }
        String alias = alias(store, bundle.getKey().getAlias());
        if (!(store.getKey(alias, password == null ? null : password.toCharArray()) instanceof PrivateKey key)) {
            throw new IllegalStateException("The SSL bundle of the gRPC port has no private key \"" + alias + "\"");
        }
        return new Identity(chain(store, alias), key);
    }

    private static String alias(KeyStore store, @Nullable String wanted) throws GeneralSecurityException {
        if (wanted != null) {
            return wanted;
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return alias;
            }
        }
        throw new IllegalStateException("The SSL bundle of the gRPC port has no private key");
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        return Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static X509Certificate[] certificates(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
        }
        return certificates.toArray(X509Certificate[]::new);
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory() {
        return new OneKey(keys);
    }

    @Override
    public TrustManagerFactory getTrustManagerFactory() {
        return SslManagerBundle.from(authorities).getTrustManagerFactory();
    }

    private record Identity(List<X509Certificate> chain, PrivateKey key) {}

    /** The form in which Java hands a manager on. */
    private static final class OneKey extends KeyManagerFactory {

        OneKey(KeyManager manager) {
            super(new Only(manager), null, "lagcast");
        }
    }

    private static final class Only extends KeyManagerFactorySpi {

        private final KeyManager manager;

        Only(KeyManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {
            // Has its key already.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // Has its key already.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {manager};
        }
    }
}
