package io.lagcast.recommender.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What each request needs. The first rule that fits counts; whatever none fits needs VIEWER to read and ADMIN to change. */
final class Rules {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final List<Rule> ALL = List.of(
            // The page, its scripts and the description of the API hold nothing that is not in the source.
            new Rule(
                    Requirement.NOTHING,
                    paths(
                            "/",
                            "/index.html",
                            "/favicon.ico",
                            "/console/**",
                            "/webjars/**",
                            "/swagger-ui.html",
                            "/swagger-ui/**",
                            "/v3/api-docs",
                            "/v3/api-docs/**",
                            "/error",
                            "/actuator/health/liveness",
                            "/actuator/health/readiness")),
            new Rule(Requirement.VIEWER_OF_ALL, paths("/actuator/prometheus", "/actuator/prometheus/**")),
            // Addresses of receivers may hold secrets; the audit log names everybody.
            new Rule(
                    Requirement.ADMIN_OF_ALL,
                    paths("/api/v1/webhooks", "/api/v1/webhooks/**", "/api/v1/audit", "/api/v1/audit/**")),
            new Rule(
                    Requirement.OPERATOR,
                    List.of(
                            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PUT, "/api/v1/workloads/*"),
                            PathPatternRequestMatcher.withDefaults()
                                    .matcher(HttpMethod.POST, "/api/v1/workloads/*/samples"),
                            PathPatternRequestMatcher.withDefaults()
                                    .matcher(HttpMethod.POST, "/api/v1/workloads/*/production"),
                            // They take a core for a minute and change nothing.
                            PathPatternRequestMatcher.withDefaults()
                                    .matcher(HttpMethod.POST, "/api/v1/workloads/*/replays"),
                            PathPatternRequestMatcher.withDefaults()
                                    .matcher(HttpMethod.DELETE, "/api/v1/workloads/*/replays/*"))),
            // A question, although it is posted.
            new Rule(
                    Requirement.VIEWER,
                    List.of(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/wpa/recommendation"))));

    private Rules() {}

    /** What the request needs. */
    static Requirement of(HttpServletRequest request) {
        return ALL.stream()
                .filter(rule -> rule.fits(request))
                .map(Rule::requirement)
                .findFirst()
                .orElse(READING.contains(request.getMethod()) ? Requirement.VIEWER : Requirement.ADMIN);
    }

    private static List<RequestMatcher> paths(String... patterns) {
        return Stream.of(patterns)
                .<RequestMatcher>map(
                        pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
                .toList();
    }

    private record Rule(Requirement requirement, List<RequestMatcher> requests) {

        boolean fits(HttpServletRequest request) {
            return requests.stream().anyMatch(matcher -> matcher.matches(request));
        }
    }
}
