package io.lagcast.recommender.replays;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.replays.ReplayJson.CourseJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code replays}, through which every instance tells of all of them. Every method throws {@link DatabaseUnreachable} while PostgreSQL is away. */
@Component
class StoredReplays {

    /** Results are some hundred kilobytes each. */
    private static final int MOST_KEPT = 100;

    /** Whoever runs a replay is heard of every few seconds; silent for so long, it does not run it any more. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private final Database database;
    private final JsonMapper json;

    StoredReplays(Database database, JsonMapper json) {
        this.database = database;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** Adds one that was asked for now, and removes the oldest where there are too many. */
    void add(ReplayJson replay) {
        database.transaction(session -> {
            session.jdbc()
                    .sql("DELETE FROM replays WHERE id IN (SELECT id FROM replays ORDER BY asked_at DESC OFFSET :kept)")
                    .param("kept", MOST_KEPT - 1)
                    .update();
            return session.jdbc()
                    .sql(
                            "INSERT INTO replays (id, workload, asked_at, answer) VALUES (:id, :workload, :asked, CAST(:answer AS jsonb))")
                    .param("id", UUID.fromString(replay.id()))
                    .param("workload", replay.workload())
                    .param("asked", replay.askedAt().atOffset(ZoneOffset.UTC))
                    .param("answer", json.writeValueAsString(replay))
                    .update();
        });
    }

    /** Says how far a replay is or what came of it; false if it was removed. */
    boolean note(ReplayJson replay) {
        @Nullable CourseJson course = replay.course();
        return 1
                == database.transaction(session -> session.jdbc()
                        .sql("""
                                UPDATE replays SET heard_at = now(), answer = CAST(:answer AS jsonb), course = CAST(:course AS jsonb) WHERE id = :id
                                """)
                        .param("id", UUID.fromString(replay.id()))
                        .param("answer", json.writeValueAsString(replay.withCourse(null)))
                        .param("course", course == null ? null : json.writeValueAsString(course))
                        .update());
    }

    /** The replays of a workload, newest first, without their course. */
    List<ReplayJson> of(String workload) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT answer, heard_at < now() - CAST(:silent AS interval) AS silent
                        FROM replays WHERE workload = :workload ORDER BY asked_at DESC, id
                        """)
                .param("workload", workload)
                .param("silent", SILENT.toString())
                .query((row, number) -> replay(row))
                .list());
    }

    /** One of them with its course; empty if there is none of that id, or if it is another workload's. */
    Optional<ReplayJson> find(String workload, UUID id) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT answer, course, heard_at < now() - CAST(:silent AS interval) AS silent
                        FROM replays WHERE workload = :workload AND id = :id
                        """)
                .param("workload", workload)
                .param("id", id)
                .param("silent", SILENT.toString())
                .query((row, number) -> replay(row).withCourse(course(row)))
                .optional());
    }

    /** Whether there was one to be removed. */
    boolean remove(String workload, UUID id) {
        return 1
                == database.transaction(session -> session.jdbc()
                        .sql("DELETE FROM replays WHERE workload = :workload AND id = :id")
                        .param("workload", workload)
                        .param("id", id)
                        .update());
    }

    void removeAll(String workload) {
        database.transaction(session -> session.jdbc()
                .sql("DELETE FROM replays WHERE workload = :workload")
                .param("workload", workload)
                .update());
    }

    private ReplayJson replay(ResultSet row) throws SQLException {
        ReplayJson replay = json.readValue(row.getString("answer"), ReplayJson.class);
        return row.getBoolean("silent") ? replay.leftAlone() : replay;
    }

    private @Nullable CourseJson course(ResultSet row) throws SQLException {
        String course = row.getString("course");
        return course == null ? null : json.readValue(course, CourseJson.class);
    }
}
