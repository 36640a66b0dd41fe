package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.Session;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Samples that were pushed to an instance that does not lead, in table {@code forwarded_samples} until the leader has stored them. */
final class StoredForwards {

    private final Database database;

    StoredForwards(Database database) {
        this.database = database;
    }

    /**
     * A sample that waits.
     *
     * @param position where it is kept
     * @param workload name of its workload
     * @param sample the sample; empty = it cannot be read
     */
    record Waiting(long position, String workload, Optional<LagSample> sample) {}

    /** Keeps samples for the leader; when this returns they are not lost any more. */
    void add(String workload, List<LagSample> samples) {
        byte[][] encoded = samples.stream().map(SampleEncoding::bytes).toArray(byte[][]::new);
        database.transaction(session -> session.jdbc()
                .sql("""
                        INSERT INTO forwarded_samples (workload, sample)
                        SELECT :workload, sample FROM unnest(:samples) WITH ORDINALITY AS pushed (sample, number) ORDER BY number
                        """)
                .param("workload", workload)
                .param("samples", encoded)
                .update());
    }

    /** Those that wait, in the order in which they were pushed. */
    List<Waiting> first(int most) {
        return database.transaction(session -> session.jdbc()
                .sql("SELECT position, workload, sample FROM forwarded_samples ORDER BY position LIMIT :most")
                .param("most", most)
                .query((row, number) -> new Waiting(
                        row.getLong("position"), row.getString("workload"), decoded(row.getBytes("sample"))))
                .list());
    }

    private static Optional<LagSample> decoded(byte[] sample) {
        try {
            return Optional.of(SampleEncoding.sample(sample));
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    static void remove(Session session, List<Long> positions) {
        session.jdbc()
                .sql("DELETE FROM forwarded_samples WHERE position = ANY (:positions)")
                .param("positions", positions.toArray(Long[]::new))
                .update();
    }
}
