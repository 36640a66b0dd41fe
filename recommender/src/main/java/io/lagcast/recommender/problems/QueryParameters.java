package io.lagcast.recommender.problems;

import io.lagcast.recommender.workloads.DurationText;
import io.lagcast.recommender.workloads.Nearest;
import io.lagcast.recommender.workloads.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query parameters of one request. Reads what it can and collects a {@link Violation} for everything it cannot; {@link #check} ends the request
 * if there is one. Mutable: one request, one owner.
 */
public final class QueryParameters {

    private final Map<String, String[]> parameters;
    private final List<Violation> violations = new ArrayList<>();

    private QueryParameters(Map<String, String[]> parameters) {
        this.parameters = parameters;
    }

    /** The parameters of a request that knows the given ones and no others. */
    public static QueryParameters of(HttpServletRequest request, String... known) {
        QueryParameters read = new QueryParameters(request.getParameterMap());
        List<String> names = List.of(known);
        read.parameters.forEach((name, values) -> {
            if (!names.contains(name)) {
                String hint = names.isEmpty() ? "There are none here." : Nearest.hint(name, names);
                read.violations.add(
                        new Violation(name, quoted(String.join(",", values)), "is not a parameter here. " + hint));
            } else if (values.length > 1) {
                read.violations.add(new Violation(name, quoted(String.join(",", values)), "must be given once"));
            }
        });
        return read;
    }

    /** A time of RFC 3339. */
    public Optional<Instant> instant(String name) {
        return value(name, "a time of RFC 3339 such as 2026-01-01T00:00:00Z", QueryParameters::parseInstant);
    }

    private static Optional<Instant> parseInstant(String text) {
        try {
            // an unescaped + arrives as a blank
            return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant())
                    .filter(QueryParameters::hasFourDigitYear);
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static boolean hasFourDigitYear(Instant instant) {
        return !instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
                && instant.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
    }

    /** A duration within the given bounds. */
    public Optional<Duration> duration(String name, Duration min, Duration max) {
        return value(name, DurationText.EXPECTED + ", from " + min + " to " + max, text -> DurationText.parse(text)
                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0));
    }

    /** A whole number within the given bounds. */
    public int integer(String name, int min, int max, int otherwise) {
        return value(name, "a whole number from " + min + " to " + max, text -> parseInteger(text, min, max))
                .orElse(otherwise);
    }

    private static Optional<Integer> parseInteger(String text, int min, int max) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(number -> number >= min && number <= max);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    public Optional<String> text(String name) {
        return value(name, "not empty", text -> Optional.of(text).filter(given -> !given.isBlank()));
    }

    /** Reads a parameter; adds a violation when {@code reading} makes nothing of it. */
    public <T> Optional<T> value(String name, String expected, Function<String, Optional<T>> reading) {
        String[] values = parameters.get(name);
        if (values == null || values.length != 1) {
            return Optional.empty();
        }
        Optional<T> read = reading.apply(values[0]);
        if (read.isEmpty()) {
            violations.add(new Violation(name, quoted(values[0]), "must be " + expected));
        }
        return read;
    }

    /** Adds a violation that concerns what several parameters say together. */
    public void refuse(String name, Object value, String message) {
        violations.add(new Violation(name, quoted(value.toString()), message));
    }

    /**
     * Ends the request if anything was wrong so far.
     *
     * @throws ProblemException with every violation if there is one
     */
    public void check() {
        if (!violations.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, violations);
        }
    }

    private static String quoted(String text) {
        return "\"" + (text.length() <= 120 ? text : text.substring(0, 117) + "...") + "\"";
    }
}
