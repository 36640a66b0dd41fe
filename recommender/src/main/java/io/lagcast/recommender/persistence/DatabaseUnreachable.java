package io.lagcast.recommender.persistence;

import org.jspecify.annotations.Nullable;

/** PostgreSQL does not answer now. Trying again later can help; the caller was not kept waiting. */
public final class DatabaseUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatabaseUnreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
