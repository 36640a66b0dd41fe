package io.lagcast.recommender.certificates;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority that signs certificates for localhost, valid for an hour. */
public final class TestingAuthority {

    private static final char[] NO_PASSWORD = new char[0];

    private final Identity self;

    public TestingAuthority(String name) {
        KeyPair keys = newKeys();
        this.self = new Identity(certificate(name, keys, name, keys, true), keys);
    }

    /** Its own certificate, as PEM. */
    public String pem() {
        return self.certificatePem();
    }

    /** A new key with a certificate in that name, also valid for those hosts. */
    public Identity signed(String name, String... hosts) {
        KeyPair keys = newKeys();
        String issuer = self.commonName();
        return new Identity(certificate(name, keys, issuer, self.keys(), false, hosts), keys);
    }

    /** TLS of a client that trusts this authority and shows a certificate, or none. */
    public SSLContext clientTls(@Nullable Identity shown) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(
                    shown == null ? null : shown.keyManagers().getKeyManagers(),
                    trusting().getTrustManagers(),
                    null);
            return tls;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What trusts this authority alone. */
    public TrustManagerFactory trusting() {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", self.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate certificate(
            String name, KeyPair keys, String issuer, KeyPair issuerKeys, boolean authority, String... hosts) {
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    new BigInteger(64, new SecureRandom()),
                    Date.from(now.minus(Duration.ofMinutes(5))),
                    Date.from(now.plus(Duration.ofHours(1))),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                GeneralName[] names = Stream.concat(
                                Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")),
                                Stream.concat(Stream.of("localhost"), Stream.of(hosts))
                                        .map(host -> new GeneralName(GeneralName.dNSName, host)))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            return store;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String pem(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * A certificate and its key.
     *
     * @param certificate the certificate
     * @param keys the key it is of
     */
    public record Identity(X509Certificate certificate, KeyPair keys) {

        public BigInteger serialNumber() {
            return certificate.getSerialNumber();
        }

        public String certificatePem() {
            return pem(certificate);
        }

        public String privateKeyPem() {
            try {
                return pem(new JcaPKCS8Generator(keys.getPrivate(), null).generate());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        String commonName() {
            return certificate.getSubjectX500Principal().getName().substring("CN=".length());
        }

        /** What shows this certificate. */
        public KeyManagerFactory keyManagers() {
            try {
                KeyStore own = emptyStore();
                own.setKeyEntry("own", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
                KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(own, NO_PASSWORD);
                return managers;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
