package io.lagcast.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationIT {

    static Stream<String> versions() {
        Flyway flyway = flyway(TestDatabase.empty(), "latest");
        return Arrays.stream(flyway.info().all()).map(MigrationInfo::getVersion).map(Object::toString);
    }

    @Test
    void migratesAnEmptyDatabase() {
        TestDatabase database = TestDatabase.empty();

        flyway(database, "latest").migrate();

        assertThat(flyway(database, "latest").validateWithResult().validationSuccessful)
                .isTrue();
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM v_recommendations")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void migratesEveryEarlierVersionAndKeepsItsData(String version) {
        TestDatabase database = TestDatabase.empty();
        flyway(database, version).migrate();
        List<String> kept = new Fixture(database.jdbc()).fill(version);

        flyway(database, "latest").migrate();

        assertThat(kept).isNotEmpty().allSatisfy(count -> assertThat(
                        database.jdbc().sql(count).query(Integer.class).single())
                .as(count)
                .isEqualTo(1));
    }

    @Test
    void documentsEveryViewColumn() {
        JdbcClient jdbc = TestDatabase.migrated().jdbc();

        assertThat(jdbc.sql("""
                SELECT c.relname || '.' || a.attname
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'r', 'p') AND c.relname NOT LIKE 'flyway%'
                  AND NOT c.relispartition AND col_description(c.oid, a.attnum) IS NULL
                """).query(String.class).list()).isEmpty();
    }

    @Test
    void makesPartitionsAheadOnce() {
        JdbcClient jdbc = TestDatabase.migrated().jdbc();

        int first = aheadOf(jdbc, "2026-03-29T12:00:00Z");
        int again = aheadOf(jdbc, "2026-03-29T12:00:00Z");

        // Five tables by day, four days each, and the month of March with the month of April.
        assertThat(first).isEqualTo(5 * 4 + 2);
        assertThat(again).isZero();
    }

    @Test
    void keepsPartitionsAlignedInUtcWhateverTheSessionsTimeZone() {
        JdbcClient jdbc = TestDatabase.migrated().jdbc();

        jdbc.sql("""
                SELECT set_config('TimeZone', 'Australia/Lord_Howe', false), make_partition('samples', '2026-04-04T23:59:59Z'),
                       make_partition('samples', '2026-04-05T00:00:00Z')
                """).query().listOfRows();

        assertThat(jdbc.sql("""
                SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'samples'::regclass ORDER BY 1
                """).query(String.class).list()).containsExactly("samples_p20260404", "samples_p20260405");
    }

    @Test
    void dropsOnlyPartitionsThatLieWhollyBeforeTheMoment() {
        JdbcClient jdbc = TestDatabase.migrated().jdbc();
        aheadOf(jdbc, "2026-01-01T00:00:00Z");

        int dropped = jdbc.sql("SELECT drop_partitions_before('samples', '2026-01-02T23:00:00Z')")
                .query(Integer.class)
                .single();

        assertThat(dropped).isEqualTo(1);
        assertThat(jdbc.sql(
                                "SELECT to_regclass('samples_p20260101') IS NULL AND to_regclass('samples_p20260102') IS NOT NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void refusesARowThatHasNoPartitionInsteadOfSwallowingIt() {
        JdbcClient jdbc = TestDatabase.migrated().jdbc();

        assertThatThrownBy(() -> new Fixture(jdbc).insertSample("1999-01-01T00:00:00Z"))
                .hasMessageContaining("no partition of relation");
    }

    private static int aheadOf(JdbcClient jdbc, String today) {
        return jdbc.sql("SELECT make_partitions_ahead(:today::timestamptz, 3)")
                .param("today", today)
                .query(Integer.class)
                .single();
    }

    private static Flyway flyway(TestDatabase database, String target) {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .target(target)
                .load();
    }

    /** One row in every table a version has; resources {@code fixture/V*.sql} hold the statements per version. */
    private record Fixture(JdbcClient jdbc) {

        List<String> fill(String version) {
            return versions()
                    .limit(Long.parseLong(version))
                    .flatMap(each -> fillOne(each).stream())
                    .toList();
        }

        private List<String> fillOne(String version) {
            String script = read("/fixture/V" + version + ".sql");
            List<String> statements = Arrays.stream(script.split(";\\s*\n"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            statements.stream()
                    .filter(sql -> !isCheck(sql))
                    .forEach(sql -> jdbc.sql(sql).query().listOfRows());
            return statements.stream().filter(Fixture::isCheck).toList();
        }

        private static boolean isCheck(String sql) {
            return sql.startsWith("SELECT count(*)");
        }

        void insertSample(String observedAt) {
            jdbc.sql("""
                    INSERT INTO samples VALUES (1, :at::timestamptz, 'STABLE', null, null, null, '{}', '{}', '{}', '{}', '{}', '{}', '{}',
                                                null, null, null, null, null, 0, true, false)
                    """).param("at", observedAt).update();
        }

        private static String read(String resource) {
            try (InputStream in = MigrationIT.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("Every version needs rows to migrate, but there is no " + resource);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
