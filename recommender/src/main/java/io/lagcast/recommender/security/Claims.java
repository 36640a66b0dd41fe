package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.Role;
import io.lagcast.recommender.access.WorkloadPattern;
import io.lagcast.recommender.security.SecuritySettings.JwtSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads the caller out of a token's claims.
 *
 * @param settings which claims
 */
record Claims(JwtSettings settings) {

    /**
     * The caller a valid token names.
     *
     * @throws IllegalArgumentException if a claim is missing or says something unknown
     */
    Caller caller(Jwt token) {
        String name = token.getClaimAsString(settings.nameClaim());
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("No claim " + settings.nameClaim());
        }
        Role role = texts(token.getClaim(settings.roleClaim()))
                .flatMap(Claims::role)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("No role in claim " + settings.roleClaim()));
        List<WorkloadPattern> scope = texts(token.getClaim(settings.workloadsClaim()))
                .map(WorkloadPattern::new)
                .toList();
        Instant expiry = token.getExpiresAt();
        if (expiry == null) {
            throw new IllegalArgumentException("No claim exp");
        }
        return new Caller(name, role, scope, expiry.plus(JwtKeys.CLOCK_SKEW));
    }

    /** A role, or nothing where it is one of another service. */
    private static Stream<Role> role(String text) {
        return Arrays.stream(Role.values()).filter(role -> role.name().equals(text.toUpperCase(Locale.ROOT)));
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split("[\\s,]+")).filter(part -> !part.isEmpty());
            case Collection<?> items -> items.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }
}
