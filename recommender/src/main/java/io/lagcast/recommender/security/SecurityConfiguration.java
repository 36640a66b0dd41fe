package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The one filter chain of HTTP. Nothing is kept between requests, and browsers send tokens only where a script puts them: no sessions, no CSRF tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            SecuritySettings settings,
            BearerTokens tokens,
            Refusals refusals,
            ObjectProvider<FrontProxy> frontProxy)
            throws Exception {
        Caller nobodyKnown = settings.isOpen() ? Caller.ANYBODY : Caller.READER;
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .anonymous(anonymous -> anonymous
                        .principal(nobodyKnown)
                        .authorities(AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")))
                .headers(SecurityConfiguration::headers)
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .access(allowed(settings)));
        http.addFilterAfter(new RequestGate(refusals), AnonymousAuthenticationFilter.class);
        frontProxy.ifAvailable(proxy ->
                http.addFilterBefore(new FrontProxyGate(proxy, refusals), AnonymousAuthenticationFilter.class));
        if (settings.isOpen()) {
            warn();
        } else {
            http.oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> tokens)
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals));
            log.info(
                    "Callers need a token: {} static ones, JSON Web Tokens {}",
                    settings.tokens().size(),
                    settings.jwtSettings().isPresent() ? "accepted" : "not accepted");
        }
        return http.build();
    }

    private static void warn() {
        log.warn(
                "NO ACCESS CONTROL: whoever reaches this port may read, change and remove everything. Set lagcast.security.tokens (./lagcast token"
                        + " makes one) or lagcast.security.jwt.issuer-uri; see docs/security.md. Set lagcast.security.mode=OPEN only for a demonstration.");
    }

    /** The cache headers are left to whoever answers: what is tagged may be kept. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter(new PageHeaders());
    }

    private static AuthorizationManager<RequestAuthorizationContext> allowed(SecuritySettings settings) {
        return (authentication, context) -> {
            HttpServletRequest request = context.getRequest();
            Requirement needed = Rules.of(request);
            if (settings.isOpen() || needed == Requirement.NOTHING || isOpened(settings, request)) {
                return new AuthorizationDecision(true);
            }
            var asking = authentication.get();
            return new AuthorizationDecision(
                    Caller.isKnown(asking) && asking.getPrincipal() instanceof Caller caller && needed.isMetBy(caller));
        };
    }

    private static boolean isOpened(SecuritySettings settings, HttpServletRequest request) {
        String path = request.getServletPath();
        boolean metrics = settings.openMetrics() && path.equals("/actuator/prometheus");
        return metrics || (settings.openExternalMetrics() && FrontProxyGate.isAggregated(request));
    }

    /** Methods that nothing answers are refused where paths are known, with 405. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }
}
