package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.LearnedState;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.TrackRecord;
import io.lagcast.costmodel.capacity.ThroughputEstimate;
import io.lagcast.costmodel.capacity.ThroughputEstimate.Observation;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What was learned about each workload, as stored in PostgreSQL: one row per workload and kind, numbers and instants as arrays, and one
 * row per forecaster, compressed.
 */
@Component
class LearnedStates {

    private static final String THROUGHPUT = "throughput";
    private static final String THROUGHPUT_BOUND = "throughput-bound";
    private static final String START_UP = "start-up-seconds";
    private static final String PAUSE = "pause-seconds";
    private static final String FORECAST_RECORD = "forecast-record";

    private static final Logger log = LoggerFactory.getLogger(LearnedStates.class);

    private final Database database;
    private final Leadership leadership;

    LearnedStates(Database database, Leadership leadership) {
        this.database = database;
        this.leadership = leadership;
    }

    /**
     * Stores what was learned about a workload by {@code learnedAt} in place of what was stored before.
     *
     * @throws IllegalStateException if another instance leads by now
     */
    void save(String workload, Instant learnedAt, LearnedState state) {
        database.transaction(session -> {
            leadership.requireLead(session);
            rows(state).forEach((kind, row) -> save(session, workload, learnedAt, kind, row));
            return workload;
        });
    }

    /** What was stored of a workload; nothing learned if nothing was stored. */
    LearnedState load(String workload) {
        return database.transaction(session -> state(rows(session, workload)));
    }

    /** Drops what was stored of a workload; what cannot be dropped now fades by itself. */
    void forget(String workload) {
        try {
            database.transaction(session -> {
                forget(session, workload, "learned_states");
                forget(session, workload, "forecaster_states");
                return workload;
            });
        } catch (DatabaseUnreachable away) {
            log.info("What was learned about {} stays stored: {}", workload, away.getMessage());
        }
    }

    private static void forget(Session session, String workload, String table) {
        session.jdbc()
                .sql("DELETE FROM " + table
                        + " WHERE workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)")
                .param("workload", workload)
                .update();
    }

    /**
     * Stores a workload's forecaster in place of the one stored before.
     *
     * @throws IllegalStateException if another instance leads by now
     */
    void saveForecaster(String workload, SavedForecaster forecaster) {
        byte[] deflated = Deflated.of(forecaster.bytes());
        database.transaction(session -> {
            leadership.requireLead(session);
            return save(session, workload, forecaster.until(), deflated);
        });
    }

    private static int save(Session session, String workload, Instant learnedAt, byte[] deflated) {
        return session.jdbc()
                .sql("""
                        WITH id AS (
                            INSERT INTO workload_ids (name) VALUES (:workload) ON CONFLICT (name) DO UPDATE SET name = excluded.name
                            RETURNING workload_id
                        )
                        INSERT INTO forecaster_states (workload_id, learned_at, deflated_state)
                        SELECT workload_id, :learnedAt, :state FROM id
                        ON CONFLICT (workload_id) DO UPDATE SET
                            learned_at = excluded.learned_at, deflated_state = excluded.deflated_state
                        """)
                .param("workload", workload)
                .param("learnedAt", Timestamp.from(learnedAt))
                .param("state", deflated)
                .update();
    }

    /** The forecaster stored of a workload; empty if there is none, or it cannot be read. */
    Optional<SavedForecaster> forecaster(String workload) {
        Optional<SavedForecaster> stored = database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT learned_at, deflated_state FROM forecaster_states JOIN workload_ids USING (workload_id) WHERE name = :workload
                        """)
                .param("workload", workload)
                .query((result, row) -> new SavedForecaster(
                        result.getTimestamp("learned_at").toInstant(), result.getBytes("deflated_state")))
                .optional());
        return stored.flatMap(saved -> inflated(workload, saved));
    }

    private static Optional<SavedForecaster> inflated(String workload, SavedForecaster saved) {
        try {
            return Optional.of(new SavedForecaster(saved.until(), Deflated.inflate(saved.bytes())));
        } catch (IllegalArgumentException damaged) {
            log.warn("The stored forecaster of {} is dropped: {}", workload, damaged.getMessage());
            return Optional.empty();
        }
    }

    private static void save(Session session, String workload, Instant learnedAt, String kind, Row row) {
        session.jdbc()
                .sql("""
                        WITH id AS (
                            INSERT INTO workload_ids (name) VALUES (:workload) ON CONFLICT (name) DO UPDATE SET name = excluded.name
                            RETURNING workload_id
                        )
                        INSERT INTO learned_states (workload_id, kind, learned_at, numbers, instants)
                        SELECT workload_id, :kind, :learnedAt, :numbers, :instants FROM id
                        ON CONFLICT (workload_id, kind) DO UPDATE SET
                            learned_at = excluded.learned_at, numbers = excluded.numbers, instants = excluded.instants
                        """)
                .param("workload", workload)
                .param("kind", kind)
                .param("learnedAt", Timestamp.from(learnedAt))
                .param("numbers", row.numberArray())
                .param("instants", row.timestamps())
                .update();
    }

    private static Map<String, Row> rows(Session session, String workload) {
        Map<String, Row> rows = new HashMap<>();
        session.jdbc()
                .sql("SELECT kind, numbers, instants FROM v_learned_states WHERE workload = :workload")
                .param("workload", workload)
                .query(result -> {
                    rows.put(result.getString("kind"), Row.of(result));
                });
        return rows;
    }

    private static Map<String, Row> rows(LearnedState state) {
        List<Observation> observations = state.throughput().observations();
        Observation bound = state.throughput().bound();
        TrackRecord forecast = state.forecast();
        return Map.of(
                THROUGHPUT,
                new Row(
                        observations.stream()
                                .map(observation -> observation.perReplica().value())
                                .toList(),
                        observations.stream().map(Observation::time).toList()),
                THROUGHPUT_BOUND,
                new Row(List.of(bound.perReplica().value()), List.of(bound.time())),
                START_UP,
                new Row(state.startUpSeconds(), List.of()),
                PAUSE,
                new Row(state.pauseSeconds(), List.of()),
                FORECAST_RECORD,
                new Row(
                        List.of(forecast.forecastLoss(), forecast.lastValueLoss(), (double) forecast.outcomes()),
                        List.of()));
    }

    /** What the rows say; a kind that is missing or has another shape than this version writes was not learned. */
    private static LearnedState state(Map<String, Row> rows) {
        List<Observation> observations = observations(rows.getOrDefault(THROUGHPUT, Row.EMPTY));
        List<Observation> bounds = observations(rows.getOrDefault(THROUGHPUT_BOUND, Row.EMPTY));
        List<Double> forecast = rows.getOrDefault(FORECAST_RECORD, Row.EMPTY).numbers();
        return new LearnedState(
                new ThroughputEstimate.State(
                        observations, bounds.isEmpty() ? ThroughputEstimate.State.NOTHING.bound() : bounds.getFirst()),
                rows.getOrDefault(START_UP, Row.EMPTY).numbers(),
                rows.getOrDefault(PAUSE, Row.EMPTY).numbers(),
                Optional.empty(),
                forecast.size() == 3
                        ? new TrackRecord(
                                forecast.get(0),
                                forecast.get(1),
                                forecast.get(2).intValue())
                        : TrackRecord.NONE,
                Optional.empty());
    }

    private static List<Observation> observations(Row row) {
        int count = Math.min(row.numbers().size(), row.instants().size());
        return IntStream.range(0, count)
                .mapToObj(i -> new Observation(
                        row.instants().get(i),
                        new RecordsPerSecond(row.numbers().get(i))))
                .toList();
    }

    /**
     * The arrays of one kind.
     *
     * @param numbers as the kind defines them
     * @param instants as the kind defines them
     */
    private record Row(List<Double> numbers, List<Instant> instants) {

        static final Row EMPTY = new Row(List.of(), List.of());

        static Row of(ResultSet result) throws SQLException {
            Double[] numbers = (Double[]) result.getArray("numbers").getArray();
            Timestamp[] instants = (Timestamp[]) result.getArray("instants").getArray();
            return new Row(
                    List.of(numbers),
                    Arrays.stream(instants).map(Timestamp::toInstant).toList());
        }

        Double[] numberArray() {
            return numbers.toArray(Double[]::new);
        }

        Timestamp[] timestamps() {
            return instants.stream().map(Timestamp::from).toArray(Timestamp[]::new);
        }
    }
}
