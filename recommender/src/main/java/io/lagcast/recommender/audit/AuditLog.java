package io.lagcast.recommender.audit;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/** The changes in PostgreSQL, table {@code audit_log}. */
@Component
public class AuditLog {

    private final Database database;

    AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Notes a change by whoever asks on this thread, in the transaction that makes it.
     *
     * @param subject name of the workload, or id of the webhook
     * @param detail what it is now, in short, without secrets
     */
    public static void note(Session session, Change change, String subject, String detail) {
        session.jdbc()
                .sql(
                        "INSERT INTO audit_log (caller, change, subject, detail) VALUES (:caller, :change, :subject, :detail)")
                .param("caller", Caller.current().name().replace("\0", ""))
                .param("change", change.name())
                .param("subject", subject)
                .param("detail", detail)
                .update();
    }

    /**
     * Changes, newest first.
     *
     * @param before only those with a smaller id
     * @param limit most to give
     * @throws DatabaseUnreachable while PostgreSQL is away
     */
    public List<AuditEntry> list(long before, int limit) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT id, changed_at, caller, change, subject, detail FROM audit_log WHERE id < :before ORDER BY id DESC LIMIT :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> new AuditEntry(
                        row.getLong("id"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("caller"),
                        Change.valueOf(row.getString("change")),
                        row.getString("subject"),
                        row.getString("detail")))
                .list());
    }
}
