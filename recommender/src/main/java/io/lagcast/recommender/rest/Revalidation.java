package io.lagcast.recommender.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Tags what the API answers to GET, so that a client that has it already is told so with 304 instead of being sent it again. Weak tags, since strong
 * ones keep the server from compressing. What has a tag of its own keeps it.
 */
@Component
class Revalidation extends ShallowEtagHeaderFilter {

    private static final String API = "/api/v1/";
    /** Never ends. */
    private static final String STREAM = "/api/v1/events";

    Revalidation() {
        setWriteWeakETag(true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !request.getMethod().equals("GET") || !path.startsWith(API) || path.startsWith(STREAM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        super.doFilterInternal(request, response, chain);
    }
}
