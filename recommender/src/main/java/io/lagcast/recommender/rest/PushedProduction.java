package io.lagcast.recommender.rest;

import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.DurationText;
import io.lagcast.recommender.workloads.Violation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Production rates of the past as they are pushed. */
final class PushedProduction {

    /** A year of ten minutes, or five weeks of minutes. */
    static final int MOST_VALUES = 50_000;

    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(1);
    private static final int MOST_VIOLATIONS = 20;

    private final Instant start;
    private final Duration step;
    private final double[] recordsPerSecond;

    private PushedProduction(Instant start, Duration step, double[] recordsPerSecond) {
        this.start = start;
        this.step = step;
        this.recordsPerSecond = recordsPerSecond;
    }

    /** Start of the first value's step. */
    Instant start() {
        return start;
    }

    /** Length each value is the mean of. */
    Duration step() {
        return step;
    }

    /** Mean rates in order; NaN = not known. */
    double[] recordsPerSecond() {
        return recordsPerSecond.clone();
    }

    /** Only described; read by {@link #read}. */
    @Schema(name = "PushedProduction")
    record Described(
            Instant start,
            String step,

            @ArraySchema(
                    minItems = 1,
                    maxItems = MOST_VALUES,
                    schema = @Schema(type = "number", nullable = true, minimum = "0"))
            List<Double> recordsPerSecond) {

        Described {
            recordsPerSecond = List.copyOf(recordsPerSecond);
        }
    }

    /**
     * Reads it.
     *
     * @param now what must not lie before the end
     * @throws ProblemException naming every field that cannot be taken
     */
    static PushedProduction read(JsonNode body, Instant now) {
        List<Violation> violations = new ArrayList<>();
        if (!body.isObject()) {
            throw refused(List.of(new Violation("(body)", shown(body), "must be an object")));
        }
        body.propertyNames().stream()
                .filter(name -> !List.of("start", "step", "recordsPerSecond").contains(name))
                .forEach(name -> violations.add(new Violation(
                        name, shown(body.path(name)), "is not known; there are start, step, recordsPerSecond")));
        Optional<Instant> start = start(body.path("start"), violations);
        Optional<Duration> step = step(body.path("step"), violations);
        double[] values = values(body.path("recordsPerSecond"), violations);
        if (start.isPresent() && step.isPresent() && values.length > 0) {
            requirePast(start.get(), step.get().multipliedBy(values.length), now, body, violations);
        }
        if (!violations.isEmpty()) {
            throw refused(violations);
        }
        return new PushedProduction(start.orElseThrow(), step.orElseThrow(), values);
    }

    private static void requirePast(
            Instant start, Duration length, Instant now, JsonNode body, List<Violation> violations) {
        if (length.compareTo(Duration.between(start, now)) > 0) {
            violations.add(new Violation(
                    "start",
                    shown(body.path("start")),
                    "the last step must end in the past, but it is " + now + " now"));
        }
    }

    private static Optional<Instant> start(JsonNode node, List<Violation> violations) {
        try {
            if (node.isString()) {
                return Optional.of(OffsetDateTime.parse(node.asString()).toInstant());
            }
        } catch (DateTimeException unreadable) {
            // Said below.
        }
        violations.add(new Violation("start", shown(node), "must be a time of RFC 3339 such as 2026-01-01T00:00:00Z"));
        return Optional.empty();
    }

    private static Optional<Duration> step(JsonNode node, List<Violation> violations) {
        Optional<Duration> step = (node.isString() ? DurationText.parse(node.asString()) : Optional.<Duration>empty())
                .filter(length -> length.compareTo(SHORTEST_STEP) >= 0 && length.compareTo(LONGEST_STEP) <= 0);
        if (step.isEmpty()) {
            violations.add(new Violation(
                    "step", shown(node), "must be " + DurationText.EXPECTED + ", from a second to a day"));
        }
        return step;
    }

    private static double[] values(JsonNode node, List<Violation> violations) {
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_VALUES) {
            violations.add(new Violation(
                    "recordsPerSecond",
                    node.isArray() ? node.size() + " values" : shown(node),
                    "must be an array of 1 to " + MOST_VALUES + " numbers; null where a rate is not known"));
            return new double[0];
        }
        double[] values = new double[node.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < values.length && violations.size() < MOST_VIOLATIONS; i++) {
            JsonNode value = node.get(i);
            if (value.isNumber() && value.asDouble() >= 0 && Double.isFinite(value.asDouble())) {
                values[i] = value.asDouble();
            } else if (!value.isNull()) {
                violations.add(new Violation(
                        "recordsPerSecond[" + i + "]", shown(value), "must be a number that is not negative, or null"));
            }
        }
        return values;
    }

    private static ProblemException refused(List<Violation> violations) {
        return new ProblemException(ProblemType.INVALID_PRODUCTION, violations);
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }
}
