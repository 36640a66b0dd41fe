package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.Role;
import io.lagcast.recommender.access.WorkloadPattern;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.X509TrustManager;
import org.springframework.boot.ssl.SslBundle;

/**
 * Whether a request comes from the Kubernetes API server, and for whom. It proves itself by a client certificate and names in headers who asked it; without
 * the certificate those headers are worth nothing. It has checked by then what that user may do, so the user may read everything here.
 */
final class FrontProxy {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String USER = "X-Remote-User";
    /** Bounds what gets into the audit log. */
    private static final Pattern USER_FORM = Pattern.compile("[^\\p{Cntrl}]{1,253}");

    private final List<String> allowedNames;
    private volatile X509TrustManager authority;

    /**
     * A front proxy.
     *
     * @param allowedNames common names of its certificate; any if empty
     * @throws IllegalArgumentException if the bundle trusts nobody
     */
    FrontProxy(List<String> allowedNames, SslBundle bundle) {
        this.allowedNames = List.copyOf(allowedNames);
        this.authority = authority(bundle);
    }

    /** Goes on with a changed authority. */
    void use(SslBundle changed) {
        authority = authority(changed);
    }

    private static X509TrustManager authority(SslBundle bundle) {
        if (bundle.getStores().getTrustStore() == null) {
            throw new IllegalArgumentException(
                    "lagcast.security.front-proxy.bundle names an SSL bundle without a trust store, which would trust every public authority."
                            + " Set truststore.certificate to the authority of the API server's client certificates.");
        }
        return Arrays.stream(bundle.getManagers().getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Who asks, or why that is not known. */
    Finding find(HttpServletRequest request) {
        if (!(request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain) || chain.length == 0) {
            return new Unknown("Only the Kubernetes API server may ask here: show its client certificate.");
        }
        if (!isSigned(chain)) {
            return new Refused("The client certificate is not one of the Kubernetes API server's authority.");
        }
        Optional<String> name = commonName(chain[0]);
        if (!allowedNames.isEmpty() && name.filter(allowedNames::contains).isEmpty()) {
            return new Refused(
                    "The client certificate's name is not one of lagcast.security.front-proxy.allowed-names.");
        }
        String user = request.getHeader(USER);
        if (user == null || user.isBlank() || !USER_FORM.matcher(user).matches()) {
            return new Unknown("The header " + USER + " must say who asked the Kubernetes API server.");
        }
        return new Proven(new Caller(user, Role.VIEWER, List.of(WorkloadPattern.ALL)));
    }

    private boolean isSigned(X509Certificate[] chain) {
        try {
            authority.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException stranger) {
            return false;
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .findFirst();
        } catch (InvalidNameException odd) {
            return Optional.empty();
        }
    }

    /** What was found out. */
    sealed interface Finding {}

    /** The API server asks, for this caller. */
    record Proven(Caller caller) implements Finding {}

    /** Nobody known asks. */
    record Unknown(String detail) implements Finding {}

    /** Somebody else asks. */
    record Refused(String detail) implements Finding {}
}
