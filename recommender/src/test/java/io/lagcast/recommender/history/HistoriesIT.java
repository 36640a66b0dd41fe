package io.lagcast.recommender.history;

import static io.lagcast.recommender.history.TestingSamples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.TestingClock;
import io.lagcast.recommender.persistence.TestingStorage;
import io.lagcast.recommender.persistence.WriteBehindHealth;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class HistoriesIT {

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.empty();
    private final TestingClock clock = new TestingClock(START.plusSeconds(60));
    private TestingStorage storage;

    @BeforeEach
    void open() {
        storage = start();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void storesEverySampleOnceHoweverOftenItIsTaken() {
        append(0, 40);
        append(0, 40);
        awaitRows(40);
        restart();
        append(20, 60);

        awaitRows(60);
    }

    @Test
    void readsTheWindowBackAfterARestart() {
        append(0, 300);
        awaitRows(300);
        List<Measurement> before = window();

        restart();

        awaitReloaded();
        assertThat(window()).isEqualTo(before);
        TestingStorage.await("the word of it", () -> storage.events().contains(new HistoryReloaded("orders")));
    }

    @Test
    void losesAndDoublesNothingWhenPostgresIsAwayForAWhile() {
        append(0, 20);
        awaitRows(20);

        TestDatabase.stopServer();
        append(20, 60);
        TestingStorage.await(
                "spill files", () -> health().getDetails().get("spilledBytes") instanceof Long bytes && bytes > 0);
        assertThat(health().getStatus()).isEqualTo(new Status("DEGRADED"));
        assertThat(health().getDetails()).containsKeys("databaseAwaySince", "databaseError");
        assertThat(histories().query("orders", START.plusSeconds(60), START.plusSeconds(120), Duration.ofSeconds(15)))
                .as("answers from memory")
                .hasSize(5);
        append(60, 80);
        TestDatabase.startServer();

        append(80, 90);
        awaitRows(90);
        TestingStorage.await("health", () -> health().getStatus().equals(Status.UP));
        assertThat(lost()).isZero();
    }

    @Test
    void startsWithoutPostgresAndFillsInWhatIsStoredWhenItIsBack() {
        append(0, 30);
        awaitRows(30);
        storage.close();
        TestDatabase.stopServer();

        storage = start();
        append(30, 35);
        assertThat(window()).hasSize(5);
        TestDatabase.startServer();

        awaitReloaded();
        WorkloadHistory expected = new WorkloadHistory(Duration.ofHours(2));
        IntStream.range(0, 35).mapToObj(TestingSamples::at).forEach(expected::append);
        assertThat(window()).hasSize(35).last().isEqualTo(expected.latest().orElseThrow());
        awaitRows(35);
    }

    @Test
    void loadsWhatADyingProcessLeftOnDiskButNotTheHalfWrittenRecord() throws IOException {
        TestDatabase.stopServer();
        append(0, 30);
        TestingStorage.await("spill files", () -> queuedRows() == 0);
        storage.close();
        cutLastSpillFile();
        TestDatabase.startServer();

        storage = start();

        awaitRows(29);
        TestingStorage.await("one lost", () -> lost() == 1);
        awaitReloaded();
        assertThat(window()).hasSize(29);
    }

    @Test
    void dropsWhatHasExpired() {
        append(0, 10);
        awaitRows(10);
        assertThat(partitions("samples")).isNotEmpty().allMatch(name -> name.startsWith("samples_p202603"));

        clock.advance(Duration.ofDays(30));

        TestingStorage.await("raw partitions to go", () -> rows("samples") == 0 && rows("rollups_1m") == 0);
        assertThat(rows("rollups_5m")).isPositive();
        assertThat(rows("rollups_1h")).isPositive();
        assertThat(partitions("samples")).contains("samples_p20260403").doesNotContain("samples_p20260301");
    }

    @Test
    void forgetsInOrder() {
        append(0, 10);
        histories().forget("orders");
        assertThat(window()).isEmpty();
        append(10, 13);

        TestingStorage.await("only what came later", () -> rows("samples") == 3);
        assertThat(window()).hasSize(3);
    }

    @Test
    void oneRowThatPostgresRefusesHoldsUpNoOther() {
        append(0, 5);
        histories().append("bad\u0000name", TestingSamples.at(0));
        append(5, 10);

        awaitRows(10);
        assertThat(lost()).isEqualTo(1);
    }

    private void append(int from, int to) {
        IntStream.range(from, to).mapToObj(TestingSamples::at).forEach(this::append);
    }

    private void append(LagSample sample) {
        histories().append("orders", sample);
    }

    private void restart() {
        storage.close();
        storage = start();
    }

    private TestingStorage start() {
        return TestingStorage.start(database, directory, clock);
    }

    private Histories histories() {
        return storage.bean(Histories.class);
    }

    private List<Measurement> window() {
        return histories().read("orders", window -> IntStream.range(0, window.size())
                .mapToObj(window::measurement)
                .toList());
    }

    private void awaitRows(int count) {
        TestingStorage.await(
                count + " rows", () -> storage.bean(Database.class).isAvailable() && rows("samples") >= count);
        assertThat(rows("samples")).isEqualTo(count);
    }

    private void awaitReloaded() {
        TestingStorage.await("the window to be read back", () -> histories().isReloaded("orders"));
    }

    private int rows(String table) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    private List<String> partitions(String table) {
        return database.jdbc()
                .sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = :table::regclass ORDER BY 1")
                .param("table", table)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private Health health() {
        return storage.bean("historyHealthIndicator", WriteBehindHealth.class).health();
    }

    private int queuedRows() {
        return (int) health().getDetails().getOrDefault("queuedRows", -1);
    }

    private double lost() {
        return storage.bean(MeterRegistry.class)
                .get("lagcast.samples.lost")
                .counter()
                .count();
    }

    private void cutLastSpillFile() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spill/samples"))) {
            Path last = files.filter(file -> file.toString().endsWith(".spill"))
                    .sorted()
                    .toList()
                    .getLast();
            try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
                file.setLength(file.length() - 5);
            }
        }
    }
}
