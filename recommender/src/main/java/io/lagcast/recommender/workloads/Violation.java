package io.lagcast.recommender.workloads;

/**
 * One thing wrong with what somebody wrote.
 *
 * @param field path of the field, {@code objective.lagTime}
 * @param value what was written, as text
 * @param message what is wrong with it and what to do
 */
public record Violation(String field, String value, String message) {

    @Override
    public String toString() {
        return field + ": " + message + ", but was " + value;
    }
}
