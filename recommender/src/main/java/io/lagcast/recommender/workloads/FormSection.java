package io.lagcast.recommender.workloads;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a form being read, JSON or YAML. Reads what it can and collects a {@link Violation} for everything it cannot, so that somebody who
 * made three mistakes hears of all three at once. Mutable: one reading, one owner.
 */
final class FormSection {

    private final String path;
    private final Map<?, ?> fields;
    private final boolean fromText;
    private final List<Violation> violations;

    private FormSection(String path, Map<?, ?> fields, boolean fromText, List<Violation> violations) {
        this.path = path;
        this.fields = fields;
        this.fromText = fromText;
        this.violations = violations;
    }

    /**
     * The outermost section.
     *
     * @param path prefix of every reported field, may be empty
     * @param fields what was written
     * @param fromText whether numbers may be written as text, as in configuration properties
     */
    static FormSection root(String path, Map<?, ?> fields, boolean fromText) {
        return new FormSection(path, fields, fromText, new ArrayList<>());
    }

    /** Everything that was found wrong so far, here and in the sections inside. */
    List<Violation> violations() {
        return violations;
    }

    /** Refuses every field that is not known. */
    void allow(Collection<String> known) {
        fields.forEach((name, value) -> {
            if (!known.contains(String.valueOf(name))) {
                violations.add(new Violation(
                        pathOf(String.valueOf(name)),
                        shown(value),
                        "is not a field here. " + Nearest.hint(String.valueOf(name), known)));
            }
        });
    }

    /** The mapping inside; an empty one when it is not there. */
    FormSection section(String name, Collection<String> known) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof Map)) {
            refuse(name, value, "must be a mapping with the fields " + String.join(", ", known));
        }
        Map<?, ?> inner = value instanceof Map<?, ?> map ? map : Map.of();
        FormSection section = new FormSection(pathOf(name), inner, fromText, violations);
        section.allow(known);
        return section;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    int integer(String name, int min, int otherwise) {
        return number(name, "a whole number of at least " + min, number -> whole(number)
                        .filter(whole -> whole >= min))
                .orElse(otherwise);
    }

    Optional<Double> positive(String name) {
        return number(name, "a number above 0", number -> Optional.of(number.doubleValue())
                .filter(value -> value > 0 && Double.isFinite(value)));
    }

    Optional<Double> notNegative(String name) {
        return number(name, "a number of at least 0", number -> Optional.of(number.doubleValue())
                .filter(value -> value >= 0 && Double.isFinite(value)));
    }

    private static Optional<Integer> whole(BigDecimal number) {
        try {
            return Optional.of(number.intValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> number(String name, String expected, Function<BigDecimal, Optional<T>> reading) {
        return value(name, expected, value -> decimal(value).flatMap(reading));
    }

    private Optional<BigDecimal> decimal(Object value) {
        if (value instanceof Number || (fromText && value instanceof String)) {
            return DecimalText.parse(value.toString());
        }
        return Optional.empty();
    }

    Optional<Duration> duration(String name, String expected, Function<Duration, Boolean> accepted) {
        return value(
                name,
                DurationText.EXPECTED + expected,
                value -> value instanceof String text
                        ? DurationText.parse(text).filter(accepted::apply)
                        : Optional.empty());
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return value(name, "one of " + String.join(", ", names), value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value.toString()))
                .findFirst());
    }

    /** Text that is not blank; a number counts, since YAML reads {@code group: 42} as one. */
    Optional<String> text(String name, String expected) {
        return value(
                name,
                expected,
                value -> value instanceof String || value instanceof Number
                        ? Optional.of(value.toString()).filter(text -> !text.isBlank())
                        : Optional.empty());
    }

    List<String> texts(String name, String expected) {
        return value(name, expected, FormSection::list).orElse(List.of());
    }

    private static Optional<List<String>> list(Object value) {
        if (!(value instanceof List<?> items)) {
            return Optional.empty();
        }
        boolean texts = items.stream().allMatch(item -> item instanceof String text && !text.isBlank());
        return texts
                ? Optional.of(items.stream().map(String.class::cast).distinct().toList())
                : Optional.empty();
    }

    /** Reads one field; absent and null are the same. Adds a violation when {@code reading} makes nothing of the value. */
    <T> Optional<T> value(String name, String expected, Function<Object, Optional<T>> reading) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> read = reading.apply(value);
        if (read.isEmpty()) {
            refuse(name, value, "must be " + expected);
        }
        return read;
    }

    void refuse(String name, @Nullable Object value, String message) {
        violations.add(new Violation(pathOf(name), shown(value), message));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** What was written, quoted when it is text and never longer than a line. */
    private static String shown(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }
}
