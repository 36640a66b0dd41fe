package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.Role;
import io.lagcast.recommender.access.WorkloadPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in.
 *
 * @param mode how callers prove who they are; derived from what else is set if not given
 * @param tokens static tokens, each with {@code name}, {@code hash}, {@code role} and {@code workloads}: {@code tokens[0].name} and so on
 * @param jwt JSON Web Tokens of an OAuth 2 issuer
 * @param openMetrics whether {@code /actuator/prometheus} is open to anybody who reaches the port
 * @param openExternalMetrics whether {@code /apis} and {@code /openapi} are open likewise: the Kubernetes API server passes no bearer token on
 * @param openGrpc whether gRPC is open likewise: KEDA sends no bearer token to an external scaler
 */
@ConfigurationProperties("lagcast.security")
record SecuritySettings(
        @Nullable Mode mode,
        @DefaultValue List<StaticToken> tokens,
        @Nullable JwtSettings jwt,
        @DefaultValue("false") boolean openMetrics,
        @DefaultValue("false") boolean openExternalMetrics,
        @DefaultValue("false") boolean openGrpc) {

    private static final String PREFIX = "lagcast.security";

    SecuritySettings {
        tokens = List.copyOf(tokens);
        requireDifferent(tokens);
        boolean hasJwt = jwt != null && jwt.isGiven();
        mode = mode == null ? derived(tokens, hasJwt) : mode;
        if (mode == Mode.OPEN && (!tokens.isEmpty() || hasJwt)) {
            throw new IllegalArgumentException(PREFIX + ".mode is OPEN, but " + PREFIX + (hasJwt ? ".jwt" : ".tokens")
                    + " is set and would not be asked for; remove one of them.");
        }
        if (mode == Mode.TOKENS && (tokens.isEmpty() || hasJwt)) {
            throw new IllegalArgumentException(PREFIX + ".mode is TOKENS, "
                    + (hasJwt
                            ? "but " + PREFIX + ".jwt is set; say JWT to accept both."
                            : "but " + PREFIX + ".tokens is empty."));
        }
        if (mode == Mode.JWT && !hasJwt) {
            throw new IllegalArgumentException(PREFIX
                    + ".mode is JWT, but none of jwt.issuer-uri, jwt.jwk-set-uri and jwt.public-key-location is set.");
        }
    }

    private static Mode derived(List<StaticToken> tokens, boolean hasJwt) {
        if (hasJwt) {
            return Mode.JWT;
        }
        return tokens.isEmpty() ? Mode.OPEN : Mode.TOKENS;
    }

    private static void requireDifferent(List<StaticToken> tokens) {
        Set<String> names = new HashSet<>();
        Set<TokenHash> hashes = new HashSet<>();
        for (StaticToken token : tokens) {
            if (!names.add(token.name()) || !hashes.add(token.sha256())) {
                throw new IllegalArgumentException(
                        PREFIX + ".tokens has two of the name or the hash of \"" + token.name() + "\".");
            }
        }
    }

    boolean isOpen() {
        return mode == Mode.OPEN;
    }

    Optional<JwtSettings> jwtSettings() {
        return Optional.ofNullable(jwt).filter(JwtSettings::isGiven);
    }

    /** How callers prove who they are. */
    enum Mode {
        /** Not at all: everybody who reaches the port may do everything. */
        OPEN,
        /** By a static token. */
        TOKENS,
        /** By a JSON Web Token, or a static token where some are set. */
        JWT
    }

    /**
     * A static token.
     *
     * @param name whose it is, as the audit log shows it
     * @param hash its hash, as {@code ./lagcast token} prints it
     * @param role what it allows
     * @param workloads patterns of the workloads that exist for it; all if not given
     */
    record StaticToken(
            String name,
            String hash,
            Role role,
            @DefaultValue("*") List<String> workloads) {

        StaticToken {
            if (name == null || name.isBlank() || hash == null || role == null) {
                throw new IllegalArgumentException(
                        PREFIX + ".tokens: each needs name, hash and role, but \"" + name + "\" has not all of them.");
            }
            workloads = List.copyOf(workloads);
            try {
                new TokenHash(hash);
                workloads.forEach(WorkloadPattern::new);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(PREFIX + ".tokens, \"" + name + "\": " + wrong.getMessage(), wrong);
            }
        }

        TokenHash sha256() {
            return new TokenHash(hash);
        }

        Caller caller() {
            return new Caller(
                    name, role, workloads.stream().map(WorkloadPattern::new).toList());
        }

        /** Without the hash: even that has no business in a log. */
        @Override
        public String toString() {
            return "StaticToken[name=" + name + ", role=" + role + ", workloads=" + workloads + "]";
        }
    }

    /**
     * JSON Web Tokens and what their claims mean. One of the first three must be given.
     *
     * @param issuerUri the issuer, whose metadata names its keys; checked against the claim {@code iss}
     * @param jwkSetUri the keys themselves, where the issuer has no metadata or is not reached from here
     * @param publicKeyLocation a file with a public key (PEM, RSA), where the issuer is not reached at all
     * @param audience what the claim {@code aud} must contain; not checked if not given
     * @param nameClaim claim with the caller's name
     * @param roleClaim claim with the role, or a list out of which the highest counts; without one the caller may do nothing
     * @param workloadsClaim claim with patterns of workloads, a list or separated by spaces or commas; without one the caller sees none
     */
    record JwtSettings(
            @Nullable String issuerUri,
            @Nullable String jwkSetUri,
            @Nullable String publicKeyLocation,
            @Nullable String audience,
            @DefaultValue("sub") String nameClaim,
            @DefaultValue("lagcast_role") String roleClaim,
            @DefaultValue("lagcast_workloads") String workloadsClaim) {

        boolean isGiven() {
            return issuerUri != null || jwkSetUri != null || publicKeyLocation != null;
        }
    }
}
