package io.lagcast.recommender.problems;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.ConfiguredWorkloadException;
import io.lagcast.recommender.workloads.InvalidWorkloadException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** The one place where a failed request becomes its answer. */
@RestControllerAdvice
class ProblemResponses extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    private static final URI NO_SPECIAL_TYPE = URI.create("about:blank");
    /** The connection pool gives up after a few seconds; by then the database may be back. */
    private static final Duration DATABASE_WAIT = Duration.ofSeconds(10);

    @ExceptionHandler
    ResponseEntity<Object> invalidWorkload(InvalidWorkloadException invalid, WebRequest request) {
        return answer(new ProblemException(ProblemType.INVALID_WORKLOAD, invalid.violations()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> configuredWorkload(ConfiguredWorkloadException configured, WebRequest request) {
        return answer(new ProblemException(ProblemType.CONFIGURED_WORKLOAD, message(configured)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> databaseUnavailable(DatabaseUnreachable unavailable, WebRequest request) {
        String detail =
                "This needs PostgreSQL, which does not answer at present. Recommendations go on without it; try this again later.";
        return answer(
                new ProblemException(ProblemType.DATABASE_UNAVAILABLE, detail).retryAfter(DATABASE_WAIT), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception defect, WebRequest request) {
        log.error("A request failed unexpectedly: {}", request.getDescription(false), defect);
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "This is a defect of Lagcast, not of the request. The service's log says more.");
        return handleExceptionInternal(defect, body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    private ResponseEntity<Object> answer(ProblemException problem, WebRequest request) {
        return createResponseEntity(problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Optional<BodyTooLargeException> tooLarge = cause(unreadable, BodyTooLargeException.class);
        if (tooLarge.isPresent()) {
            return answer(tooLarge.get().problem(), request);
        }
        String reason = cause(unreadable, JacksonException.class)
                .map(ProblemResponses::reason)
                .orElse("A JSON body is required, but there is none.");
        return answer(new ProblemException(ProblemType.UNREADABLE_BODY, reason), request);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String reason(JacksonException notJson) {
        TokenStreamLocation location = notJson.getLocation();
        String where = location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return "The body is not the JSON expected" + where + ": " + notJson.getOriginalMessage();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        missing.getBody()
                .setDetail("There is nothing at /" + missing.getResourcePath()
                        + ". The paths that exist are described at /swagger-ui.html.");
        return super.handleNoResourceFoundException(missing, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException wrong,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String[] supported = wrong.getSupportedMethods();
        String here = supported == null ? "another method" : String.join(", ", supported);
        return withDetail(
                wrong, wrong.getMethod() + " is not possible here, only " + here + ".", headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException wrong, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        MediaType sent = wrong.getContentType();
        String detail = (sent == null ? "A body without Content-Type" : "Content-Type " + sent)
                + " is not understood here, only " + MediaType.toString(wrong.getSupportedMediaTypes()) + ".";
        return withDetail(wrong, detail, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException wrong, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "Accept " + request.getHeader(HttpHeaders.ACCEPT) + " cannot be served here, only "
                + MediaType.toString(wrong.getSupportedMediaTypes()) + ".";
        return withDetail(wrong, detail, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> withDetail(
            Exception wrong, String detail, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(
                wrong, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && problem.getType() == null) {
            problem.setType(NO_SPECIAL_TYPE);
        }
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private static String message(Throwable throwable) {
        String message = throwable.getMessage();
        return message == null ? throwable.toString() : message;
    }
}
