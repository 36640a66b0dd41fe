package io.lagcast.recommender.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who asks.
 *
 * @param name as the configuration or the token's issuer calls it
 * @param role what it may do
 * @param scope which workloads exist for it, at least one pattern
 * @param until when what it proved itself with ends; {@link Instant#MAX} if never
 */
public record Caller(String name, Role role, List<WorkloadPattern> scope, Instant until) {

    /** The service itself: its schedules and what it reads from Kafka. */
    public static final Caller SYSTEM = new Caller("lagcast", Role.ADMIN, List.of(WorkloadPattern.ALL));

    /** Anybody, while nothing is configured. */
    public static final Caller ANYBODY = new Caller("anybody", Role.ADMIN, List.of(WorkloadPattern.ALL));

    /** Anybody where only reading is open. */
    public static final Caller READER = new Caller("anybody", Role.VIEWER, List.of(WorkloadPattern.ALL));

    public Caller {
        scope = List.copyOf(scope);
        if (name.isBlank() || scope.isEmpty()) {
            throw new IllegalArgumentException(
                    "A caller needs a name and a workload pattern but has \"" + name + "\" and " + scope);
        }
    }

    /** A caller that stays who it is. */
    public Caller(String name, Role role, List<WorkloadPattern> scope) {
        this(name, role, scope, Instant.MAX);
    }

    /** Who asks on this thread; {@link #SYSTEM} on one that answers no request. */
    public static Caller current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    private static Caller of(@org.jspecify.annotations.Nullable Authentication authentication) {
        if (authentication == null) {
            return SYSTEM;
        }
        if (authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("Authenticated as " + authentication.getClass() + ", which is nobody known");
    }

    /** Whether somebody is known to ask: not {@link #SYSTEM}, nor anybody. */
    public static boolean isKnown(@org.jspecify.annotations.Nullable Authentication authentication) {
        return authentication != null
                && !(authentication instanceof AnonymousAuthenticationToken)
                && authentication.getPrincipal() instanceof Caller;
    }

    /** Whether the workload exists for this caller. */
    public boolean sees(String workload) {
        return scope.stream().anyMatch(pattern -> pattern.matches(workload));
    }

    /** How long it may still be told of what happens; zero when it has to prove itself again. */
    public Duration remaining(Instant now) {
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Whether every workload exists for this caller, whatever its name. */
    public boolean seesAll() {
        return scope.stream().anyMatch(WorkloadPattern::matchesAll);
    }

    /** Does work on this thread as if this caller had asked for it. */
    public <T> T call(Supplier<T> work) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(this));
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
