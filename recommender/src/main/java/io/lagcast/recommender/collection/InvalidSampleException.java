package io.lagcast.recommender.collection;

import java.util.Optional;

/** A sample in JSON form that cannot be accepted. The message names the field, its value and what it should be. */
public final class InvalidSampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String field;

    InvalidSampleException(Code code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    /** What kind of mistake it is. */
    public Code code() {
        return code;
    }

    /** Path of the field at fault, such as {@code partitions[3].endOffset}; empty when the text is not JSON at all. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    /** Kinds of mistakes; the names are part of the contract. */
    public enum Code {
        /** Not one JSON object. */
        NOT_JSON,
        MISSING_FIELD,
        /** Of another JSON type than it should be. */
        WRONG_TYPE,
        INVALID_TIME,
        UNKNOWN_GROUP_STATE,
        UNKNOWN_PROTOCOL,
        /** A count, partition or offset below zero. */
        NEGATIVE_NUMBER,
        DUPLICATE_PARTITION,
        /** The name of a workload or topic is empty. */
        EMPTY_NAME
    }
}
