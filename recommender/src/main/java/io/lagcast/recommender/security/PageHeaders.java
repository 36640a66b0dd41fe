package io.lagcast.recommender.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a browser may do with an answer: {@code Content-Security-Policy}. The console runs its own files only, inline neither scripts nor styles; the
 * page to read the API with has inline styles; anything else is data.
 */
final class PageHeaders implements HeaderWriter {

    private static final String HEADER = "Content-Security-Policy";
    private static final String NEVER_FRAMED = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                    + NEVER_FRAMED;

    private static final String SWAGGER =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
                    + " connect-src 'self'" + NEVER_FRAMED;

    private static final String DATA = "default-src 'none'" + NEVER_FRAMED;

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(
                HEADER,
                policy(request.getRequestURI()
                        .substring(request.getContextPath().length())));
    }

    private static String policy(String path) {
        if (path.startsWith("/swagger-ui")) {
            return SWAGGER;
        }
        boolean page = path.equals("/") || path.equals("/index.html") || path.startsWith("/console/");
        return page ? CONSOLE : DATA;
    }
}
