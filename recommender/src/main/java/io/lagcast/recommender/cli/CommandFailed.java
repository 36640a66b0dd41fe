package io.lagcast.recommender.cli;

import org.jspecify.annotations.Nullable;

/** A command ended early for a reason its user can do something about; the message says what happened and what to do. */
public final class CommandFailed extends RuntimeException {

    private final int exitCode;

    public CommandFailed(int exitCode, String message) {
        this(exitCode, message, null);
    }

    public CommandFailed(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
