package io.lagcast.recommender.security;

import io.lagcast.recommender.security.SecuritySettings.JwtSettings;
import java.io.IOException;
import java.io.InputStream;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Makes what checks the signature, the times, the issuer and the audience of a JSON Web Token. Keys of an issuer are fetched when the first token comes. */
final class JwtKeys {

    /** How far the issuer's clock may be behind ours: a token counts that much longer than it says. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private JwtKeys() {}

    /**
     * What checks tokens.
     *
     * @throws IllegalArgumentException if the public key cannot be read
     */
    static JwtDecoder decoder(JwtSettings settings) {
        OAuth2TokenValidator<Jwt> checks = checks(settings);
        if (settings.publicKeyLocation() != null) {
            return checked(
                    NimbusJwtDecoder.withPublicKey(publicKey(settings.publicKeyLocation()))
                            .build(),
                    checks);
        }
        if (settings.jwkSetUri() != null) {
            return checked(NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri()).build(), checks);
        }
        String issuer = String.valueOf(settings.issuerUri());
        return new org.springframework.security.oauth2.jwt.SupplierJwtDecoder(
                () -> checked(NimbusJwtDecoder.withIssuerLocation(issuer).build(), checks));
    }

    private static JwtDecoder checked(NimbusJwtDecoder decoder, OAuth2TokenValidator<Jwt> checks) {
        decoder.setJwtValidator(checks);
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> checks(JwtSettings settings) {
        List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
        checks.add(new JwtTimestampValidator(CLOCK_SKEW));
        checks.add(new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null));
        if (settings.issuerUri() != null) {
            checks.add(new JwtIssuerValidator(settings.issuerUri()));
        }
        String audience = settings.audience();
        if (audience != null) {
            checks.add(new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD, named -> named != null && named.contains(audience)));
        }
        return new DelegatingOAuth2TokenValidator<>(checks);
    }

    private static RSAPublicKey publicKey(String location) {
        try (InputStream pem = new DefaultResourceLoader().getResource(location).getInputStream()) {
            RSAPublicKey key = RsaKeyConverters.x509().convert(pem);
            if (key != null) {
                return key;
            }
            throw new IllegalArgumentException("no key in it");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "lagcast.security.jwt.public-key-location must be a PEM file with an RSA public key, such as"
                            + " file:/etc/lagcast/issuer.pem, but \"" + location + "\" cannot be read as one: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }
}
