package io.lagcast.recommender.security;

import io.lagcast.recommender.limits.Allowance;
import io.lagcast.recommender.limits.RequestLimits;
import io.lagcast.recommender.limits.Requester;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says no, as problem details and as RFC 6750 has it. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final String SCHEME = "Bearer realm=\"lagcast\"";

    /** Quotas as the draft on RateLimit header fields for HTTP (IETF httpapi) writes them. */
    private static final String POLICY = "RateLimit-Policy";

    private static final String STATE = "RateLimit";

    private final JsonMapper json;
    private final RequestLimits limits;

    Refusals(JsonMapper json, RequestLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    /** Counts the request; one beyond the limit is answered. */
    boolean isWithinLimit(HttpServletRequest request, HttpServletResponse response, Requester requester)
            throws IOException {
        Allowance left = limits.take(requester);
        response.setHeader(POLICY, "\"requests\";q=" + left.limit() + ";w=" + Allowance.wholeSeconds(left.window()));
        response.setHeader(
                STATE, "\"requests\";r=" + left.remaining() + ";t=" + Allowance.wholeSeconds(left.untilAll()));
        if (!left.granted()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Allowance.wholeSeconds(left.untilNext())));
            answer(
                    request,
                    response,
                    ProblemType.TOO_MANY_REQUESTS,
                    "That is more than this caller may ask for (lagcast.limits). Ask again later, less often; /api/v1/events tells"
                            + " changes without being asked.");
        }
        return left.granted();
    }

    /** Nobody known asks. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (sent && !isWithinLimit(request, response, Requester.ofAddress(request))) {
            return;
        }
        boolean wrong = why instanceof InvalidBearerTokenException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, wrong ? SCHEME + ", error=\"invalid_token\"" : SCHEME);
        answer(
                request,
                response,
                ProblemType.NOT_AUTHENTICATED,
                sent
                        ? "The token in the header Authorization is not one that is known here, or not valid any more."
                        : "Send a token in the header, \"Authorization: Bearer TOKEN\"; whoever runs Lagcast hands them out.");
    }

    /** Somebody known asks for too much. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + ", error=\"insufficient_scope\"");
        answer(request, response, ProblemType.NOT_ALLOWED, Rules.of(request).sentence());
    }

    /** A path that could mean two things. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
            throws IOException {
        answer(
                request,
                response,
                ProblemType.INVALID_PARAMETER,
                "The path or a header has characters that could be read in two ways, such as // or an encoded slash; leave them out.");
    }

    /** Answers with a problem. */
    void answer(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        ProblemDetail body = new ProblemException(type, detail).getBody();
        try {
            body.setInstance(new URI(request.getRequestURI()));
        } catch (URISyntaxException odd) {
            body.setInstance(null); // a path that cannot be written down is left out
        }
        response.setStatus(type.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
