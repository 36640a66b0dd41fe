package io.lagcast.recommender.history;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.recommender.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads samples back as they were taken. */
final class StoredSamples {

    private static final String COLUMNS = """
            observed_at, group_state, protocol, replicas_desired, replicas_ready, topics, partitions, beginning_offsets, committed_offsets, end_offsets,
            unread_topics, unread_partitions""";

    private final Database database;

    StoredSamples(Database database) {
        this.database = database;
    }

    /** Names of workloads with samples that are kept. */
    List<String> workloads() {
        return database.transaction(session ->
                session.jdbc().sql("""
                SELECT name FROM workload_ids i WHERE EXISTS (SELECT FROM samples s WHERE s.workload_id = i.workload_id) ORDER BY name
                """).query((row, number) -> row.getString(1)).list());
    }

    /** A workload's newest sample and those at most {@code window} older, oldest first. */
    List<LagSample> newest(String workload, Duration window) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        WITH newest AS (
                            SELECT s.workload_id, s.observed_at
                            FROM samples s JOIN workload_ids i USING (workload_id)
                            WHERE i.name = :workload
                            ORDER BY s.observed_at DESC
                            LIMIT 1
                        )
                        SELECT %s
                        FROM samples
                        WHERE workload_id = (SELECT workload_id FROM newest)
                          AND observed_at >= (SELECT observed_at FROM newest) - make_interval(secs => :window)
                        ORDER BY observed_at
                        """.formatted(COLUMNS))
                .param("workload", workload)
                .param("window", window.toSeconds())
                .query((row, number) -> sample(row))
                .list());
    }

    /**
     * Samples of some workloads that are newer than given, at most {@code most} of each, oldest first.
     *
     * @param newest by name, the newest sample that is known
     */
    Map<String, List<LagSample>> since(Map<String, Instant> newest, int most) {
        List<Map.Entry<String, Instant>> known = List.copyOf(newest.entrySet());
        Map<String, List<LagSample>> found = new HashMap<>();
        database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT known.name, s.*
                        FROM unnest(:names::text[], :times::timestamptz[]) AS known (name, newest)
                        JOIN workload_ids i ON i.name = known.name
                        CROSS JOIN LATERAL (
                            SELECT %s FROM samples
                            WHERE workload_id = i.workload_id AND observed_at > known.newest ORDER BY observed_at LIMIT :most
                        ) AS s
                        ORDER BY known.name, s.observed_at
                        """.formatted(COLUMNS))
                .param("names", known.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "times",
                        known.stream().map(entry -> entry.getValue().toString()).toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> found.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                        .add(sample(row)))
                .list());
        return found;
    }

    private static LagSample sample(ResultSet row) throws SQLException {
        String protocol = row.getString("protocol");
        return new LagSample(
                row.getObject("observed_at", OffsetDateTime.class).toInstant(),
                replicas(row),
                GroupState.valueOf(row.getString("group_state")),
                Optional.ofNullable(protocol).map(RebalanceProtocol::valueOf),
                partitions(row),
                unread(row));
    }

    private static Optional<ReplicaCounts> replicas(ResultSet row) throws SQLException {
        int desired = row.getInt("replicas_desired");
        if (row.wasNull()) {
            return Optional.empty();
        }
        int ready = row.getInt("replicas_ready");
        return Optional.of(new ReplicaCounts(desired, row.wasNull() ? OptionalInt.empty() : OptionalInt.of(ready)));
    }

    private static List<PartitionOffsets> partitions(ResultSet row) throws SQLException {
        String[] topics = (String[]) row.getArray("topics").getArray();
        Integer[] numbers = (Integer[]) row.getArray("partitions").getArray();
        @Nullable Long[] beginning = (Long[]) row.getArray("beginning_offsets").getArray();
        @Nullable Long[] committed = (Long[]) row.getArray("committed_offsets").getArray();
        Long[] end = (Long[]) row.getArray("end_offsets").getArray();
        List<PartitionOffsets> partitions = new ArrayList<>(topics.length);
        for (int i = 0; i < topics.length; i++) {
            partitions.add(new PartitionOffsets(
                    new PartitionId(topics[i].intern(), numbers[i]), known(beginning[i]), known(committed[i]), end[i]));
        }
        return partitions;
    }

    private static Set<PartitionId> unread(ResultSet row) throws SQLException {
        String[] topics = (String[]) row.getArray("unread_topics").getArray();
        Integer[] numbers = (Integer[]) row.getArray("unread_partitions").getArray();
        Set<PartitionId> unread = new HashSet<>();
        for (int i = 0; i < topics.length; i++) {
            unread.add(new PartitionId(topics[i], numbers[i]));
        }
        return unread;
    }

    private static OptionalLong known(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
