package io.lagcast.recommender.history;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.capacity.DailyPeak;
import io.lagcast.recommender.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads rollups. */
final class StoredRollups {

    private final Database database;

    StoredRollups(Database database) {
        this.database = database;
    }

    /** Buckets of one resolution that begin in {@code [from, to)}, ascending. */
    List<Rollup> between(String workload, Resolution resolution, Instant from, Instant to) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT bucket_start, production_records_per_second, production_covered_seconds, consumption_records_per_second,
                               consumption_covered_seconds, lag_records_max, lag_seconds_max, replicas_desired, replicas_ready, gap_count
                        FROM rollups
                        WHERE workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)
                          AND resolution_seconds = :resolution
                          AND bucket_start >= :from::timestamptz AND bucket_start < :to::timestamptz
                        ORDER BY bucket_start
                        """)
                .param("workload", workload)
                .param("resolution", resolution.seconds())
                .param("from", from.toString())
                .param("to", to.toString())
                .query((row, number) -> rollup(row))
                .list());
    }

    /**
     * Production rates of buckets that lie within {@code [from, to)}, ascending and without overlap: minutes where there are any, else 5 minutes, else
     * hours. Buckets known for less than half of their length are left out: missing, not guessed.
     */
    List<ProductionRate> production(String workload, Instant from, Instant to) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        WITH known AS (
                            SELECT resolution_seconds, bucket_start, production_records_per_second,
                                   bucket_start + make_interval(secs => resolution_seconds) AS bucket_end
                            FROM rollups
                            WHERE workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)
                              AND resolution_seconds IN (60, 300, 3600)
                              AND bucket_start >= :from::timestamptz AND bucket_start < :to::timestamptz
                              AND production_records_per_second IS NOT NULL
                              AND 2 * production_covered_seconds >= resolution_seconds
                        )
                        SELECT k.bucket_start, k.bucket_end, k.production_records_per_second
                        FROM known k
                        WHERE bucket_end <= :to::timestamptz
                          AND NOT EXISTS (SELECT FROM known f WHERE f.resolution_seconds = 60 AND k.resolution_seconds = 300
                                          AND date_bin('5 minutes', f.bucket_start, 'epoch') = k.bucket_start)
                          AND NOT EXISTS (SELECT FROM known f WHERE f.resolution_seconds IN (60, 300) AND k.resolution_seconds = 3600
                                          AND date_bin('1 hour', f.bucket_start, 'epoch') = k.bucket_start)
                        ORDER BY k.bucket_start
                        """)
                .param("workload", workload)
                .param("from", from.toString())
                .param("to", to.toString())
                .query((row, number) -> new ProductionRate(
                        instant(row, "bucket_start"),
                        instant(row, "bucket_end"),
                        new RecordsPerSecond(row.getDouble("production_records_per_second"))))
                .list());
    }

    /**
     * The highest production rate of each whole UTC day that begins in {@code [from, to)}, ascending, over buckets of one resolution. A day of which
     * less than half is known is left out.
     */
    List<DailyPeak> dailyPeaks(String workload, Resolution resolution, Instant from, Instant to) {
        return database.transaction(session -> session.jdbc()
                .sql("""
                        SELECT date_trunc('day', bucket_start, 'UTC') AS day, max(production_records_per_second) AS peak
                        FROM rollups
                        WHERE workload_id = (SELECT workload_id FROM workload_ids WHERE name = :workload)
                          AND resolution_seconds = :resolution
                          AND bucket_start >= :from::timestamptz AND bucket_start < :to::timestamptz
                          AND production_records_per_second IS NOT NULL
                          AND 2 * production_covered_seconds >= resolution_seconds
                        GROUP BY day
                        HAVING 2 * count(*) * :resolution >= 86400
                        ORDER BY day
                        """)
                .param("workload", workload)
                .param("resolution", resolution.seconds())
                .param("from", from.toString())
                .param("to", to.toString())
                .query((row, number) -> new DailyPeak(instant(row, "day"), new RecordsPerSecond(row.getDouble("peak"))))
                .list());
    }

    private static Rollup rollup(ResultSet row) throws SQLException {
        return new Rollup(
                instant(row, "bucket_start"),
                number(row, "production_records_per_second"),
                row.getDouble("production_covered_seconds"),
                number(row, "consumption_records_per_second"),
                row.getDouble("consumption_covered_seconds"),
                number(row, "lag_records_max"),
                number(row, "lag_seconds_max"),
                count(row, "replicas_desired"),
                count(row, "replicas_ready"),
                row.getInt("gap_count") > 0);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalInt count(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
