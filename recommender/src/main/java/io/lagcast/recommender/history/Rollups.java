package io.lagcast.recommender.history;

import io.lagcast.recommender.persistence.Session;
import java.util.Arrays;
import java.util.List;

/**
 * Rolls up in PostgreSQL, in the transaction that writes the samples, so that buckets always agree with the rows below them: every bucket that new rows
 * touch is computed anew, 15-second buckets from samples and each coarser one from the next finer, wherever in time the rows came in.
 *
 * <p>A sample at {@code t} with interval {@code d} knows the rates over {@code (t - d, t]}; they are spread over the buckets that span covers, by
 * overlap. An interval longer than an hour says too little about any bucket and is not spread. A bucket is not replaced by one made of fewer samples,
 * which is what remains when rows below have expired.
 */
final class Rollups {

    private static final List<Resolution> COARSER =
            List.of(Resolution.MINUTE, Resolution.FIVE_MINUTES, Resolution.HOUR);

    private static final String REPLACE_UNLESS_FEWER_SAMPLES = """
            ON CONFLICT (workload_id, resolution_seconds, bucket_start) DO UPDATE SET
                production_records_per_second = excluded.production_records_per_second,
                production_covered_seconds = excluded.production_covered_seconds,
                consumption_records_per_second = excluded.consumption_records_per_second,
                consumption_covered_seconds = excluded.consumption_covered_seconds,
                lag_records_mean = excluded.lag_records_mean,
                lag_records_max = excluded.lag_records_max,
                lag_sample_count = excluded.lag_sample_count,
                lag_seconds_max = excluded.lag_seconds_max,
                replicas_desired = excluded.replicas_desired,
                replicas_ready = excluded.replicas_ready,
                sample_count = excluded.sample_count,
                gap_count = excluded.gap_count
            WHERE excluded.sample_count >= rollups.sample_count
            """;

    private Rollups() {}

    /** Brings up to date every bucket that the rows in the temporary table {@code staged_samples} touch. */
    static void updateForStagedSamples(Session session) {
        makeTouched(session);
        session.jdbc().sql("""
                INSERT INTO touched (workload_id, low, high)
                SELECT i.workload_id,
                       min(observed_at - make_interval(secs => CASE WHEN interval_seconds <= 3600 THEN interval_seconds ELSE 0 END)),
                       max(observed_at)
                FROM staged_samples s JOIN workload_ids i ON i.name = s.workload
                GROUP BY i.workload_id
                """).update();
        makePartitions(session, Resolution.values());
        rollUpSamples(session);
        rollUpCoarser(session, COARSER);
        session.jdbc().sql("TRUNCATE touched").update();
    }

    /** A temporary table of the spans of time to be rolled up anew, {@code [low, high]} per workload. */
    static void makeTouched(Session session) {
        session.jdbc().sql("""
                CREATE TEMPORARY TABLE IF NOT EXISTS touched (workload_id bigint, low timestamptz, high timestamptz) ON COMMIT DELETE ROWS
                """).update();
    }

    /** Makes the partitions of some resolutions that the touched spans need. */
    static void makePartitions(Session session, Resolution... resolutions) {
        session.jdbc()
                .sql("""
                        SELECT count(make_partition(table_name, day))
                        FROM (SELECT DISTINCT generate_series(date_trunc('day', low, 'UTC'), high, interval '24 hours') AS day FROM touched) AS days
                        CROSS JOIN unnest(:tables) AS table_name
                        """)
                .param(
                        "tables",
                        Arrays.stream(resolutions).map(Resolution::table).toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    private static void rollUpSamples(Session session) {
        session.jdbc().sql("""
                INSERT INTO rollups
                WITH span AS (
                    SELECT workload_id, date_bin('15 seconds', low, 'epoch') AS low,
                           date_bin('15 seconds', high, 'epoch') + interval '15 seconds' AS high
                    FROM touched
                ), known AS (
                    SELECT s.*, span.low, span.high,
                           make_interval(secs => CASE WHEN interval_seconds <= 3600 THEN interval_seconds ELSE 0 END) AS spread
                    FROM span JOIN samples s ON s.workload_id = span.workload_id AND s.observed_at >= span.low
                                            AND s.observed_at < span.high + interval '1 hour'
                    WHERE s.observed_at >= (SELECT min(low) FROM span) AND s.observed_at < (SELECT max(high) FROM span) + interval '1 hour'
                ), part AS (
                    SELECT known.*, bucket, observed_at >= bucket AND observed_at < bucket + interval '15 seconds' AS inside,
                           extract(epoch FROM least(observed_at, bucket + interval '15 seconds') - greatest(observed_at - spread, bucket))
                               ::double precision AS seconds
                    FROM known CROSS JOIN LATERAL generate_series(
                        greatest(date_bin('15 seconds', observed_at - spread, 'epoch'), low), date_bin('15 seconds', observed_at, 'epoch'),
                        interval '15 seconds') AS bucket
                    WHERE bucket < high
                )
                SELECT workload_id, 15, bucket,
                       sum(production_records_per_second * seconds) / nullif(sum(seconds) FILTER (WHERE production_records_per_second IS NOT NULL), 0),
                       coalesce(sum(seconds) FILTER (WHERE production_records_per_second IS NOT NULL), 0),
                       sum(consumption_records_per_second * seconds) / nullif(sum(seconds) FILTER (WHERE consumption_records_per_second IS NOT NULL), 0),
                       coalesce(sum(seconds) FILTER (WHERE consumption_records_per_second IS NOT NULL), 0),
                       avg(lag_records) FILTER (WHERE inside),
                       max(lag_records) FILTER (WHERE inside),
                       count(lag_records) FILTER (WHERE inside),
                       max(lag_seconds) FILTER (WHERE inside),
                       (array_agg(replicas_desired ORDER BY observed_at DESC) FILTER (WHERE inside AND replicas_desired IS NOT NULL))[1],
                       (array_agg(replicas_ready ORDER BY observed_at DESC) FILTER (WHERE inside AND replicas_ready IS NOT NULL))[1],
                       count(*) FILTER (WHERE inside),
                       count(*) FILTER (WHERE inside AND gap)
                FROM part
                GROUP BY workload_id, bucket
                """ + REPLACE_UNLESS_FEWER_SAMPLES).update();
    }

    /** Each given resolution from the next finer one, over the touched spans. */
    static void rollUpCoarser(Session session, List<Resolution> resolutions) {
        for (Resolution to : resolutions) {
            Resolution from = to.finer();
            session.jdbc()
                    .sql("""
                            INSERT INTO rollups
                            SELECT r.workload_id, %1$d, date_bin('%1$d seconds', r.bucket_start, 'epoch'),
                                   sum(production_records_per_second * production_covered_seconds) / nullif(sum(production_covered_seconds), 0),
                                   sum(production_covered_seconds),
                                   sum(consumption_records_per_second * consumption_covered_seconds) / nullif(sum(consumption_covered_seconds), 0),
                                   sum(consumption_covered_seconds),
                                   sum(lag_records_mean * lag_sample_count) / nullif(sum(lag_sample_count), 0),
                                   max(lag_records_max),
                                   sum(lag_sample_count),
                                   max(lag_seconds_max),
                                   (array_agg(replicas_desired ORDER BY bucket_start DESC) FILTER (WHERE replicas_desired IS NOT NULL))[1],
                                   (array_agg(replicas_ready ORDER BY bucket_start DESC) FILTER (WHERE replicas_ready IS NOT NULL))[1],
                                   sum(sample_count),
                                   sum(gap_count)
                            FROM touched t JOIN %2$s r ON r.workload_id = t.workload_id AND r.resolution_seconds = %3$d
                                AND r.bucket_start >= date_bin('%1$d seconds', t.low, 'epoch')
                                AND r.bucket_start < date_bin('%1$d seconds', t.high, 'epoch') + interval '%1$d seconds'
                            WHERE r.bucket_start >= (SELECT date_bin('%1$d seconds', min(low), 'epoch') FROM touched)
                              AND r.bucket_start < (SELECT max(high) FROM touched) + interval '%1$d seconds'
                            GROUP BY 1, 3
                            """.formatted(to.seconds(), from.table(), from.seconds()) + REPLACE_UNLESS_FEWER_SAMPLES)
                    .update();
        }
    }
}
