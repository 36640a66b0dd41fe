package io.lagcast.recommender.problems;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The kinds of problems a client can tell apart, each with its status. */
public enum ProblemType {
    INVALID_WORKLOAD(HttpStatus.BAD_REQUEST, "The workload cannot be accepted"),
    INVALID_SAMPLE(HttpStatus.BAD_REQUEST, "A sample cannot be accepted"),
    INVALID_PRODUCTION(HttpStatus.BAD_REQUEST, "The production rates cannot be accepted"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter cannot be accepted"),
    UNREADABLE_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    INVALID_WEBHOOK(HttpStatus.BAD_REQUEST, "The webhook cannot be accepted"),
    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, "A token is needed"),
    NOT_ALLOWED(HttpStatus.FORBIDDEN, "The token does not allow that"),
    UNKNOWN_WEBHOOK(HttpStatus.NOT_FOUND, "There is no such webhook"),
    UNKNOWN_DELIVERY(HttpStatus.NOT_FOUND, "There is no such delivery"),
    TOO_MANY_WEBHOOKS(HttpStatus.CONFLICT, "There are too many webhooks"),
    NOT_REDELIVERABLE(HttpStatus.CONFLICT, "The delivery cannot be made again"),
    KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key marks another request"),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "The workload is not as expected"),
    ADDRESS_NOT_PERMITTED(HttpStatus.UNPROCESSABLE_CONTENT, "Webhooks are not delivered to that address"),
    NOT_VERIFIED(HttpStatus.UNPROCESSABLE_CONTENT, "The receiver did not pass the verification"),
    UNKNOWN_WORKLOAD(HttpStatus.NOT_FOUND, "There is no such workload"),
    UNKNOWN_REPLAY(HttpStatus.NOT_FOUND, "There is no such replay"),
    REPLAY_RUNNING(HttpStatus.CONFLICT, "Another replay is running"),
    CONFIGURED_WORKLOAD(HttpStatus.CONFLICT, "The workload is defined by the configuration"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    NO_ENCRYPTION_KEY(HttpStatus.SERVICE_UNAVAILABLE, "Secrets of webhooks cannot be encrypted"),
    NO_RECOMMENDATION(HttpStatus.SERVICE_UNAVAILABLE, "There is no recommendation yet"),
    RECOMMENDATION_EXPIRED(HttpStatus.SERVICE_UNAVAILABLE, "The recommendation has expired"),
    NO_FORECAST(HttpStatus.SERVICE_UNAVAILABLE, "There is no forecast yet"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "PostgreSQL does not answer"),
    TOO_MANY_CLIENTS(HttpStatus.SERVICE_UNAVAILABLE, "Too many clients are connected");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code type} member, {@code urn:lagcast:problem:unknown-workload}. */
    public URI uri() {
        return URI.create(
                "urn:lagcast:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
