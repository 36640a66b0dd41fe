package io.lagcast.recommender.history;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.recommender.persistence.CopyText;
import io.lagcast.recommender.persistence.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Production rates from elsewhere, as rollups. They fill buckets that no sample fell into and never replace measured ones; importing again replaces
 * what was imported.
 */
final class ProductionImport {

    private static final double NANOS_PER_SECOND = 1e9;

    private final String workload;
    private final Instant start;
    private final Duration step;
    private final double[] recordsPerSecond;

    /**
     * Mean rates over steps.
     *
     * @param workload name of the workload
     * @param start start of the first value's step
     * @param step length each value is the mean of
     * @param recordsPerSecond mean rates; NaN = gap
     */
    ProductionImport(String workload, Instant start, Duration step, double[] recordsPerSecond) {
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "The step of imported production must be at least a second but was " + step);
        }
        for (double value : recordsPerSecond) {
            if (value < 0 || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "Imported production must be finite and not negative but was " + value);
            }
        }
        this.workload = workload;
        this.start = start;
        this.step = step;
        this.recordsPerSecond = recordsPerSecond.clone();
    }

    /** What was given, gaps left out. */
    List<ProductionRate> known() {
        return IntStream.range(0, recordsPerSecond.length)
                .filter(i -> !Double.isNaN(recordsPerSecond[i]))
                .mapToObj(i -> {
                    Instant from = start.plus(step.multipliedBy(i));
                    return new ProductionRate(from, from.plus(step), new RecordsPerSecond(recordsPerSecond[i]));
                })
                .toList();
    }

    private Instant end() {
        return start.plus(step.multipliedBy(recordsPerSecond.length));
    }

    /** The finest resolution the values say anything about; 15 seconds are left to samples. */
    private Resolution finest() {
        Resolution within = Resolution.within(step);
        return within == Resolution.FIFTEEN_SECONDS ? Resolution.MINUTE : within;
    }

    void write(Session session, Instant now, HistorySettings settings) throws SQLException {
        session.jdbc()
                .sql("INSERT INTO workload_ids (name) VALUES (:workload) ON CONFLICT DO NOTHING")
                .param("workload", workload)
                .update();
        Rollups.makeTouched(session);
        Resolution finest = finest();
        for (Resolution each : Resolution.values()) {
            if (each.compareTo(finest) >= 0) {
                writeBuckets(session, each, later(start, now.minus(each.retention(settings))));
            }
        }
        rollUpWhereMeasured(session, finest, now, settings);
        session.jdbc().sql("TRUNCATE touched").update();
    }

    private void writeBuckets(Session session, Resolution resolution, Instant from) throws SQLException {
        Instant first = resolution.floor(from);
        if (!first.isBefore(end())) {
            return;
        }
        touch(session, first, end());
        Rollups.makePartitions(session, resolution);
        session.jdbc().sql("""
                CREATE TEMPORARY TABLE IF NOT EXISTS staged_production (
                    bucket_start timestamptz, production_records_per_second double precision, covered_seconds double precision
                ) ON COMMIT DELETE ROWS
                """).update();
        CopyText copy = new CopyText();
        for (Instant bucket = first; bucket.isBefore(end()); bucket = bucket.plus(resolution.length())) {
            writeBucket(copy, bucket, resolution.length());
        }
        copy.copy(session, "COPY staged_production FROM STDIN");
        insert(session, resolution);
        session.jdbc().sql("TRUNCATE touched, staged_production").update();
    }

    private void insert(Session session, Resolution resolution) {
        session.jdbc()
                .sql("""
                        INSERT INTO rollups (workload_id, resolution_seconds, bucket_start, production_records_per_second,
                                             production_covered_seconds, consumption_covered_seconds, lag_sample_count, sample_count, gap_count)
                        SELECT (SELECT workload_id FROM workload_ids WHERE name = :workload), :resolution, bucket_start,
                               production_records_per_second, covered_seconds, 0, 0, 0, 0
                        FROM staged_production
                        ON CONFLICT (workload_id, resolution_seconds, bucket_start) DO UPDATE SET
                            production_records_per_second = excluded.production_records_per_second,
                            production_covered_seconds = excluded.production_covered_seconds
                        WHERE rollups.sample_count = 0
                        """)
                .param("workload", workload)
                .param("resolution", resolution.seconds())
                .update();
    }

    /** The mean over the part of a bucket that values cover. */
    private void writeBucket(CopyText copy, Instant bucket, Duration length) {
        Instant bucketEnd = bucket.plus(length);
        long firstValue = Math.max(0, Duration.between(start, bucket).dividedBy(step));
        double sum = 0;
        double coveredSeconds = 0;
        for (int i = Math.toIntExact(firstValue); i < recordsPerSecond.length; i++) {
            Instant begin = start.plus(step.multipliedBy(i));
            if (!begin.isBefore(bucketEnd)) {
                break;
            }
            double seconds = overlapSeconds(begin, begin.plus(step), bucket, bucketEnd);
            if (!Double.isNaN(recordsPerSecond[i]) && seconds > 0) {
                sum += recordsPerSecond[i] * seconds;
                coveredSeconds += seconds;
            }
        }
        if (coveredSeconds > 0) {
            copy.instant(bucket)
                    .number(sum / coveredSeconds)
                    .number(coveredSeconds)
                    .endRow();
        }
    }

    /** Where samples had made coarse buckets already, these are computed anew from the finer ones, which now hold imported values as well. */
    private void rollUpWhereMeasured(Session session, Resolution finest, Instant now, HistorySettings settings) {
        List<Resolution> coarser = Arrays.stream(Resolution.values())
                .filter(each -> each.compareTo(finest) > 0)
                .toList();
        Instant whole =
                Resolution.HOUR.floor(now.minus(finest.retention(settings))).plus(Resolution.HOUR.length());
        Instant from = later(start, whole);
        if (!coarser.isEmpty() && from.isBefore(end())) {
            touch(session, from, end().minusNanos(1000));
            Rollups.rollUpCoarser(session, coarser);
        }
    }

    private void touch(Session session, Instant low, Instant high) {
        session.jdbc()
                .sql("""
                        INSERT INTO touched (workload_id, low, high)
                        SELECT workload_id, :low::timestamptz, :high::timestamptz FROM workload_ids WHERE name = :workload
                        """)
                .param("workload", workload)
                .param("low", low.toString())
                .param("high", high.toString())
                .update();
    }

    private static double overlapSeconds(Instant begin, Instant end, Instant bucket, Instant bucketEnd) {
        Instant stop = end.isBefore(bucketEnd) ? end : bucketEnd;
        return Math.max(0, Duration.between(later(begin, bucket), stop).toNanos()) / NANOS_PER_SECOND;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
