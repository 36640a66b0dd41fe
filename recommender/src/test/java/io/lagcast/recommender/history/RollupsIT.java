package io.lagcast.recommender.history;

import static io.lagcast.recommender.history.TestingSamples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.TestingClock;
import io.lagcast.recommender.persistence.TestingStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupsIT {

    private static final int SAMPLES = 500;

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.empty();
    private final TestingClock clock = new TestingClock(START.plus(Duration.ofHours(3)));
    private TestingStorage storage;

    @BeforeEach
    void open() {
        storage = TestingStorage.start(database, directory, clock);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void equalAStraightforwardComputationWhateverOrderRowsComeInAndHoweverOften() {
        List<SampleRow> rows = rows();
        List<SampleRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(7));
        for (int i = 0; i < shuffled.size(); i += 37) {
            insert(shuffled.subList(i, Math.min(shuffled.size(), i + 37)));
        }
        insert(rows.subList(100, 200));

        for (int resolution : new int[] {15, 60, 300, 3600}) {
            assertThat(stored(resolution))
                    .as("resolution %s s", resolution)
                    .usingRecursiveComparison()
                    .withComparatorForType((one, other) -> Math.abs(one - other) < 1e-6 ? 0 : 1, Double.class)
                    .isEqualTo(straightforward(rows, resolution));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT15S", "PT1M", "PT7M", "PT1H"})
    void answerQueriesLikeTheWindowInMemory(String step) {
        Histories histories = storage.bean(Histories.class);
        IntStream.range(0, SAMPLES).forEach(i -> histories.append("orders", TestingSamples.at(i)));
        TestingStorage.await("rows", () -> count("samples") == SAMPLES);
        insert(rowsOf("copy"));
        Instant from = START.minusSeconds(60);
        Instant to = START.plusSeconds(15L * SAMPLES);

        List<HistoryPoint> mixed = histories.query("orders", from, to, Duration.parse(step));
        List<HistoryPoint> stored = histories.query("copy", from, to, Duration.parse(step));

        assertThat(mixed).hasSameSizeAs(stored);
        for (int i = 0; i < mixed.size(); i++) {
            assertSame(mixed.get(i), stored.get(i));
        }
    }

    @Test
    void fillWhatWasNotMeasuredWithImportedProduction() {
        Histories histories = storage.bean(Histories.class);
        insert(rows());
        double measured = stored(60).firstEntry().getValue()[0];
        double[] rates = new double[3 * 24 * 60 + 1];
        Arrays.fill(rates, 5);
        rates[10] = Double.NaN;
        Instant start = Resolution.HOUR.floor(START).minus(Duration.ofDays(3));

        histories.importProduction("orders", start, Duration.ofMinutes(1), rates);
        histories.importProduction("orders", start, Duration.ofMinutes(1), rates);

        List<ProductionRate> known = histories.production("orders", start).toList();
        assertThat(known.getFirst().from()).isEqualTo(start);
        assertThat(known.getFirst().rate().value()).isEqualTo(5);
        assertThat(known.get(10).from()).as("a gap stays one").isEqualTo(start.plusSeconds(11 * 60));
        assertThat(known).isSortedAccordingTo((one, other) -> one.to().isAfter(other.from()) ? 1 : -1);
        assertThat(stored(60).getOrDefault(Resolution.MINUTE.floor(START).getEpochSecond(), new double[6])[0])
                .isEqualTo(measured);
        assertThat(stored(3600).getOrDefault(start.getEpochSecond(), new double[6])[1])
                .as("covered seconds")
                .isEqualTo(59 * 60);
    }

    @Test
    void ofImportedHoursTeachWhereMinutesAreNotKept() {
        Histories histories = storage.bean(Histories.class);
        Instant start = Resolution.HOUR.floor(clock.instant()).minus(Duration.ofDays(200));
        double[] rates = new double[200 * 24];
        Arrays.fill(rates, 7);

        histories.importProduction("orders", start, Duration.ofHours(1), rates);

        assertThat(histories.production("orders", start).toList())
                .hasSize(200 * 24)
                .allMatch(rate -> rate.rate().value() == 7);
    }

    @Test
    void refusesAQueryWithTooManyPoints() {
        Histories histories = storage.bean(Histories.class);

        assertThatThrownBy(
                        () -> histories.query("orders", START, START.plus(Duration.ofDays(365)), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points");
        assertThatThrownBy(() -> histories.query("orders", START, START, Duration.ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from");
    }

    private static void assertSame(HistoryPoint one, HistoryPoint other) {
        assertThat(one.time()).isEqualTo(other.time());
        assertThat(one.production().orElse(-1))
                .as("production at %s", one.time())
                .isCloseTo(other.production().orElse(-1), within(1e-6));
        assertThat(one.consumption().orElse(-1)).isCloseTo(other.consumption().orElse(-1), within(1e-6));
        assertThat(one.lag()).isEqualTo(other.lag());
        assertThat(one.lagTime().isPresent()).isEqualTo(other.lagTime().isPresent());
        assertThat(one.currentReplicas()).isEqualTo(other.currentReplicas());
        assertThat(one.desiredReplicas()).isEqualTo(other.desiredReplicas());
        assertThat(one.gap()).isEqualTo(other.gap());
    }

    private static List<SampleRow> rows() {
        return rowsOf("orders");
    }

    /** With some samples missing, so that intervals differ in length. */
    private static List<SampleRow> rowsOf(String workload) {
        WorkloadHistory window = new WorkloadHistory(Duration.ofHours(4));
        List<SampleRow> rows = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            if (workload.equals("orders") && (i % 31 == 7 || (i > 200 && i < 240))) {
                continue;
            }
            Measurement measurement = window.append(TestingSamples.at(i)).orElseThrow();
            rows.add(new SampleRow.Recorded(workload, TestingSamples.at(i), measurement));
        }
        return rows;
    }

    private void insert(List<SampleRow> rows) {
        storage.bean(Database.class).transaction(session -> {
            new SampleRows().insert(session, rows);
            return rows;
        });
    }

    /** Second by second: each second of a bucket has the rate of the measurement whose interval holds it. */
    private static Map<Long, double[]> straightforward(List<SampleRow> rows, int resolutionSeconds) {
        TreeMap<Long, double[]> buckets = new TreeMap<>();
        for (SampleRow row : rows) {
            Measurement measurement = ((SampleRow.Recorded) row).measurement();
            long time = measurement.time().getEpochSecond();
            long interval = measurement.interval().map(Duration::toSeconds).orElse(0L);
            for (long second = time - interval; second < time; second++) {
                double[] bucket = bucket(buckets, second, resolutionSeconds);
                bucket[0] += measurement.produced().orElse(0);
                bucket[1] += measurement.produced().isPresent() ? 1 : 0;
            }
            double[] bucket = bucket(buckets, time, resolutionSeconds);
            bucket[2] += measurement.lag().orElse(0);
            bucket[3] += measurement.lag().isPresent() ? 1 : 0;
            bucket[4] += 1;
            bucket[5] += measurement.gap() ? 1 : 0;
        }
        buckets.values().forEach(bucket -> {
            bucket[0] = bucket[1] > 0 ? bucket[0] / bucket[1] : 0;
            bucket[2] = bucket[3] > 0 ? bucket[2] / bucket[3] : 0;
        });
        return buckets;
    }

    private static double[] bucket(Map<Long, double[]> buckets, long second, int resolutionSeconds) {
        return buckets.computeIfAbsent(
                Math.floorDiv(second, resolutionSeconds) * resolutionSeconds, start -> new double[6]);
    }

    private NavigableMap<Long, double[]> stored(int resolutionSeconds) {
        TreeMap<Long, double[]> buckets = new TreeMap<>();
        database.jdbc().sql("""
                        SELECT extract(epoch FROM bucket_start)::bigint, coalesce(production_records_per_second, 0), production_covered_seconds,
                               coalesce(lag_records_mean, 0), lag_sample_count, sample_count, gap_count
                        FROM rollups JOIN workload_ids USING (workload_id)
                        WHERE name = 'orders' AND resolution_seconds = :resolution
                        """).param("resolution", resolutionSeconds).query(row -> {
            double[] values = new double[6];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.getDouble(i + 2);
            }
            buckets.put(row.getLong(1), values);
        });
        return buckets;
    }

    private int count(String table) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
