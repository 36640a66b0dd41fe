package io.lagcast.recommender.ledger;

import io.lagcast.recommender.leadership.Fence;
import io.lagcast.recommender.persistence.CopyText;
import io.lagcast.recommender.persistence.RowKind;
import io.lagcast.recommender.persistence.Session;
import io.micrometer.core.instrument.Counter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes recommendations, and in the same transaction what outlets have to tell of those that are new. What a former leader decided after another
 * instance took over is refused.
 */
final class RecommendationRows implements RowKind<LedgerRow> {

    private static final Logger log = LoggerFactory.getLogger(RecommendationRows.class);

    private final List<OutboxWriter> outboxes;
    private final Counter refused;

    RecommendationRows(List<OutboxWriter> outboxes, Counter refused) {
        this.outboxes = List.copyOf(outboxes);
        this.refused = refused;
    }

    @Override
    public String name() {
        return "recommendations";
    }

    @Override
    public void encode(LedgerRow row, DataOutput out) throws IOException {
        RecommendationEncoding.write(row, out);
    }

    @Override
    public LedgerRow decode(DataInput in) throws IOException {
        return RecommendationEncoding.read(in);
    }

    @Override
    public void insert(Session session, List<LedgerRow> rows) throws SQLException {
        List<Recommendation> admitted = admitted(session, rows);
        if (!admitted.isEmpty()) {
            insertAdmitted(session, admitted);
        }
    }

    private List<Recommendation> admitted(Session session, List<LedgerRow> rows) {
        long newest = rows.stream().mapToLong(LedgerRow::epoch).max().orElse(0);
        long first = newest == 0 ? 0 : Fence.firstEpoch(session);
        List<Recommendation> admitted = rows.stream()
                .filter(row -> row.epoch() == 0 || row.epoch() >= first)
                .map(LedgerRow::recommendation)
                .toList();
        if (admitted.size() < rows.size()) {
            int late = rows.size() - admitted.size();
            refused.increment(late);
            log.warn("{} recommendations are not stored: another instance had taken over before they were", late);
        }
        return admitted;
    }

    private void insertAdmitted(Session session, List<Recommendation> rows) throws SQLException {
        stage(session, rows);
        session.jdbc().sql("""
                INSERT INTO workload_ids (name)
                SELECT DISTINCT workload FROM staged_recommendations s WHERE NOT EXISTS (SELECT FROM workload_ids i WHERE i.name = s.workload)
                ON CONFLICT DO NOTHING
                """).update();
        session.jdbc().sql("""
                SELECT count(make_partition('recommendations', day))
                FROM (SELECT DISTINCT date_trunc('day', decided_at, 'UTC') AS day FROM staged_recommendations) AS days
                """).query(Integer.class).single();
        Set<UUID> stored = new HashSet<>(session.jdbc()
                .sql("""
                        INSERT INTO recommendations (workload_id, %1$s)
                        SELECT i.workload_id, %1$s
                        FROM staged_recommendations s JOIN workload_ids i ON i.name = s.workload
                        ON CONFLICT (recommendation_id, decided_at) DO NOTHING
                        RETURNING recommendation_id
                        """.formatted(RecommendationColumns.NAMES))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
        session.jdbc().sql("TRUNCATE staged_recommendations").update();
        List<Recommendation> news =
                rows.stream().filter(row -> stored.contains(row.id())).toList();
        for (OutboxWriter outbox : outboxes) {
            outbox.write(session, news);
        }
    }

    /** The staging table has the columns of the real one, whatever version that is, without its constraints. */
    private static void stage(Session session, List<Recommendation> rows) throws SQLException {
        session.jdbc().sql("""
                CREATE TEMPORARY TABLE IF NOT EXISTS staged_recommendations ON COMMIT DELETE ROWS AS
                SELECT ''::text AS workload, r.* FROM recommendations r WITH NO DATA
                """).update();
        CopyText copy = new CopyText();
        rows.forEach(row -> {
            copy.text(row.workload());
            RecommendationColumns.write(row, copy);
            copy.endRow();
        });
        copy.copy(session, "COPY staged_recommendations (workload, " + RecommendationColumns.NAMES + ") FROM STDIN");
    }
}
