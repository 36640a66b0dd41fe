package io.lagcast.recommender.persistence;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells errors of the server or the way to it from errors of a statement or its data. */
final class Outages {

    private Outages() {}

    /** The innermost SQL error, whatever it is wrapped in. */
    static Optional<SQLException> sqlError(Throwable thrown) {
        SQLException found = null;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Whether the server is away: connection lost or refused (08), resources exhausted (53), shutting down or starting (57P), read-only because it is a
     * standby (25006), no answer in time (no state).
     */
    static boolean isOutage(SQLException error) {
        String state = error.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58")
                || state.equals("25006");
    }

    /** Whether the rows themselves are refused, so that writing them again cannot help: data exception (22), constraint (23). */
    static boolean isRefusal(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
