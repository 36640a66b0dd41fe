package io.lagcast.recommender.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the reading of a body that is larger than allowed, whether or not it says so beforehand; a chunked one does not. */
@Component
@EnableConfigurationProperties(HttpSettings.class)
class BodyLimit extends OncePerRequestFilter {

    private final DataSize limit;

    BodyLimit(HttpSettings settings) {
        this.limit = settings.maxBody();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new BoundedRequest(request, limit), response);
    }

    /** A request whose body ends with an exception at the limit. */
    private static final class BoundedRequest extends HttpServletRequestWrapper {

        private final DataSize limit;

        BoundedRequest(HttpServletRequest request, DataSize limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > limit.toBytes()) {
                throw new BodyTooLargeException(limit);
            }
            return new BoundedStream(super.getInputStream(), limit);
        }
    }

    /** Counts what is read. */
    private static final class BoundedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final DataSize limit;
        private long readBytes;

        BoundedStream(ServletInputStream body, DataSize limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = body.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws IOException {
            readBytes += bytes;
            if (readBytes > limit.toBytes()) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
