package io.lagcast.recommender.security;

import io.lagcast.recommender.access.CallerAuthentication;
import io.lagcast.recommender.limits.Requester;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.security.FrontProxy.Proven;
import io.lagcast.recommender.security.FrontProxy.Refused;
import io.lagcast.recommender.security.FrontProxy.Unknown;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody but the Kubernetes API server in at the paths of its aggregated API. */
final class FrontProxyGate extends OncePerRequestFilter {

    private static final List<RequestMatcher> AGGREGATED = Stream.of("/apis", "/apis/**", "/openapi", "/openapi/**")
            .<RequestMatcher>map(
                    pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
            .toList();

    private final FrontProxy proxy;
    private final Refusals refusals;

    FrontProxyGate(FrontProxy proxy, Refusals refusals) {
        this.proxy = proxy;
        this.refusals = refusals;
    }

    /** Whether the request is one that Kubernetes aggregates. */
    static boolean isAggregated(HttpServletRequest request) {
        return AGGREGATED.stream().anyMatch(path -> path.matches(request));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isAggregated(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (proxy.find(request)) {
            case Unknown unknown -> refuse(request, response, ProblemType.NOT_AUTHENTICATED, unknown.detail());
            case Refused refused -> refuse(request, response, ProblemType.NOT_ALLOWED, refused.detail());
            case Proven proven -> {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new CallerAuthentication(proven.caller()));
                SecurityContextHolder.setContext(context);
                chain.doFilter(request, response);
            }
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        if (refusals.isWithinLimit(request, response, Requester.ofAddress(request))) {
            refusals.answer(request, response, type, detail);
        }
    }
}
