package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.recommender.history.SampleRow.Forgotten;
import io.lagcast.recommender.history.SampleRow.Forwarded;
import io.lagcast.recommender.history.SampleRow.Recorded;
import io.lagcast.recommender.persistence.CopyText;
import io.lagcast.recommender.persistence.RowKind;
import io.lagcast.recommender.persistence.Session;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes samples: COPY into a temporary table, from there whatever is not known yet into {@code samples}, and the rollups it touches. */
final class SampleRows implements RowKind<SampleRow> {

    @Override
    public String name() {
        return "samples";
    }

    @Override
    public void encode(SampleRow row, DataOutput out) throws IOException {
        SampleEncoding.write(row, out);
    }

    @Override
    public SampleRow decode(DataInput in) throws IOException {
        return SampleEncoding.read(in);
    }

    @Override
    public void insert(Session session, List<SampleRow> rows) throws SQLException {
        List<Recorded> run = new ArrayList<>();
        for (SampleRow row : rows) {
            switch (row) {
                case Recorded recorded -> run.add(recorded);
                case Forgotten forgotten -> {
                    insertRun(session, run);
                    run.clear();
                    forget(session, forgotten.workload());
                }
                case Forwarded forwarded -> {
                    insertRun(session, run);
                    run.clear();
                    StoredForwards.remove(session, forwarded.positions());
                }
            }
        }
        insertRun(session, run);
    }

    private static void insertRun(Session session, List<Recorded> run) throws SQLException {
        if (run.isEmpty()) {
            return;
        }
        stage(session, run);
        session.jdbc().sql("""
                INSERT INTO workload_ids (name)
                SELECT DISTINCT workload FROM staged_samples s WHERE NOT EXISTS (SELECT FROM workload_ids i WHERE i.name = s.workload)
                ON CONFLICT DO NOTHING
                """).update();
        session.jdbc().sql("""
                SELECT count(make_partition('samples', day))
                FROM (SELECT DISTINCT date_trunc('day', observed_at, 'UTC') AS day FROM staged_samples) AS days
                """).query(Integer.class).single();
        session.jdbc().sql("""
                INSERT INTO samples (
                    workload_id, observed_at, group_state, protocol, replicas_desired, replicas_ready, topics, partitions, beginning_offsets,
                    committed_offsets, end_offsets, unread_topics, unread_partitions, interval_seconds, production_records_per_second,
                    consumption_records_per_second, lag_records, lag_seconds, partition_count, gap, teaches_throughput)
                SELECT i.workload_id, observed_at, group_state, protocol, replicas_desired, replicas_ready, topics, partitions, beginning_offsets,
                       committed_offsets, end_offsets, unread_topics, unread_partitions, interval_seconds, production_records_per_second,
                       consumption_records_per_second, lag_records, lag_seconds, partition_count, gap, teaches_throughput
                FROM staged_samples s JOIN workload_ids i ON i.name = s.workload
                ON CONFLICT (workload_id, observed_at) DO NOTHING
                """).update();
        Rollups.updateForStagedSamples(session);
        session.jdbc().sql("TRUNCATE staged_samples").update();
    }

    private static void stage(Session session, List<Recorded> run) throws SQLException {
        session.jdbc().sql("""
                CREATE TEMPORARY TABLE IF NOT EXISTS staged_samples (
                    workload text, observed_at timestamptz, group_state text, protocol text, replicas_desired integer, replicas_ready integer,
                    topics text[], partitions integer[], beginning_offsets bigint[], committed_offsets bigint[], end_offsets bigint[],
                    unread_topics text[], unread_partitions integer[], interval_seconds double precision,
                    production_records_per_second double precision, consumption_records_per_second double precision,
                    lag_records double precision, lag_seconds double precision, partition_count integer, gap boolean, teaches_throughput boolean
                ) ON COMMIT DELETE ROWS
                """).update();
        CopyText copy = new CopyText();
        run.forEach(row -> write(row, copy));
        copy.copy(session, "COPY staged_samples FROM STDIN");
    }

    private static void write(Recorded row, CopyText copy) {
        LagSample sample = row.sample();
        Measurement measurement = row.measurement();
        List<PartitionOffsets> partitions = sample.partitions();
        List<PartitionId> unread = sample.unread().stream().sorted().toList();
        copy.text(row.workload())
                .instant(sample.time())
                .text(sample.groupState().name())
                .text(sample.protocol().map(Enum::name))
                .number(desired(sample.replicas()))
                .number(sample.replicas().map(ReplicaCounts::ready).orElse(OptionalInt.empty()))
                .texts(partitions, partition -> partition.id().topic())
                .integers(partitions, partition -> partition.id().partition())
                .longs(partitions, PartitionOffsets::beginning)
                .longs(partitions, PartitionOffsets::committed)
                .longs(partitions, partition -> OptionalLong.of(partition.end()))
                .texts(unread, PartitionId::topic)
                .integers(unread, PartitionId::partition)
                .seconds(measurement.interval())
                .number(measurement.produced())
                .number(measurement.consumed())
                .number(measurement.lag())
                .seconds(measurement.lagTime())
                .number(measurement.partitions())
                .flag(measurement.gap())
                .flag(measurement.teachesThroughput())
                .endRow();
    }

    private static OptionalInt desired(Optional<ReplicaCounts> replicas) {
        return replicas.map(counts -> OptionalInt.of(counts.desired())).orElse(OptionalInt.empty());
    }

    private static void forget(Session session, String workload) {
        for (String table : List.of("samples", "rollups")) {
            session.jdbc()
                    .sql("DELETE FROM " + table
                            + " WHERE workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)")
                    .param("workload", workload)
                    .update();
        }
    }
}
