package io.lagcast.recommender.collection;

import io.lagcast.recommender.collection.InvalidSampleException.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One JSON object of a sample and where it stands, read strictly: what is wrong is named with its path and value. */
record SampleFields(JsonNode object, String path) {

    /** Longest value quoted in a message. */
    private static final int QUOTE_LIMIT = 80;

    static SampleFields of(@Nullable JsonNode node, String path) {
        if (node == null || !node.isObject()) {
            throw wrong(Code.WRONG_TYPE, path, node, "must be a JSON object");
        }
        return new SampleFields(node, path);
    }

    String name(String field) {
        JsonNode value = required(field);
        if (!value.isString()) {
            throw wrong(Code.WRONG_TYPE, at(field), value, "must be a string");
        }
        if (value.asString().isBlank()) {
            throw wrong(Code.EMPTY_NAME, at(field), value, "must not be empty");
        }
        return value.asString();
    }

    int count(String field) {
        return Math.toIntExact(number(field, required(field), Integer.MAX_VALUE));
    }

    OptionalInt optionalCount(String field) {
        return optional(field)
                .map(value -> OptionalInt.of(Math.toIntExact(number(field, value, Integer.MAX_VALUE))))
                .orElseGet(OptionalInt::empty);
    }

    long offset(String field) {
        return number(field, required(field), Long.MAX_VALUE);
    }

    OptionalLong optionalOffset(String field) {
        return optional(field)
                .map(value -> OptionalLong.of(number(field, value, Long.MAX_VALUE)))
                .orElseGet(OptionalLong::empty);
    }

    /** An offset that must be named but may be null. */
    OptionalLong nullableOffset(String field) {
        requirePresent(field);
        return optionalOffset(field);
    }

    <E extends Enum<E>> E constant(String field, JsonNode value, Class<E> type, Code unknown) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> value.isString() && constant.name().equals(value.asString()))
                .findFirst()
                .orElseThrow(() ->
                        wrong(unknown, at(field), value, "must be one of " + Arrays.toString(type.getEnumConstants())));
    }

    /** An object that must be named but may be null. */
    Optional<SampleFields> nullableObject(String field) {
        requirePresent(field);
        return optional(field).map(value -> of(value, at(field)));
    }

    List<SampleFields> objects(String field) {
        JsonNode array = required(field);
        if (!array.isArray()) {
            throw wrong(Code.WRONG_TYPE, at(field), array, "must be an array");
        }
        List<SampleFields> result = new ArrayList<>(array.size());
        for (int index = 0; index < array.size(); index++) {
            result.add(of(array.get(index), at(field) + "[" + index + "]"));
        }
        return result;
    }

    List<SampleFields> optionalObjects(String field) {
        return optional(field).isEmpty() ? List.of() : objects(field);
    }

    JsonNode required(String field) {
        requirePresent(field);
        return optional(field)
                .orElseThrow(() -> wrong(Code.MISSING_FIELD, at(field), object.get(field), "must not be null"));
    }

    Optional<JsonNode> optional(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private void requirePresent(String field) {
        if (!object.has(field)) {
            throw new InvalidSampleException(Code.MISSING_FIELD, at(field), at(field) + " is missing");
        }
    }

    private long number(String field, JsonNode value, long max) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() > max) {
            throw wrong(Code.WRONG_TYPE, at(field), value, "must be a whole number up to " + max);
        }
        if (value.asLong() < 0) {
            throw wrong(Code.NEGATIVE_NUMBER, at(field), value, "must not be negative");
        }
        return value.asLong();
    }

    String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static InvalidSampleException wrong(Code code, String path, @Nullable JsonNode value, String rule) {
        String text = String.valueOf(value);
        String quoted = text.length() <= QUOTE_LIMIT ? text : text.substring(0, QUOTE_LIMIT) + "...";
        String subject = path.isEmpty() ? "A sample" : path;
        return new InvalidSampleException(code, path, subject + " " + rule + " but was " + quoted);
    }
}
