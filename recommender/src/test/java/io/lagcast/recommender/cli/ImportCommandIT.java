package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lagcast.recommender.console.TestingService;
import io.lagcast.recommender.metrics.TestingPrometheus;
import io.lagcast.recommender.persistence.TestingStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a service and a Prometheus as people run them. */
class ImportCommandIT {

    private static final TestingService SERVICE = TestingService.start();
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int MINUTES = 180;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    private final Instant start = end.minus(STEP.multipliedBy(MINUTES));

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void importsTheRatesOfAFile() throws IOException {
        SERVICE.put("filed", "{}");
        StringBuilder rows = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < MINUTES; i++) {
            if (i != 7) {
                rows.append(start.plus(STEP.multipliedBy(i)))
                        .append(',')
                        .append(rate(i))
                        .append('\n');
            }
        }

        int exitCode = importing(file(rows), "--workload", "filed");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualTo("filed: 179 values of 1m, " + start + " to " + end + "\n");
        List<Double> stored = stored("filed");
        assertThat(stored).hasSize(MINUTES - 1).startsWith(rate(0), rate(1)).endsWith(rate(MINUTES - 1));
        assertThat(importing(file(rows), "--workload", "filed")).isZero();
        assertThat(stored("filed")).isEqualTo(stored);
    }

    @Test
    void importsWhatPrometheusKnows() throws IOException {
        Optional<Path> program = TestingPrometheus.program();
        assumeTrue(program.isPresent(), "Prometheus is not installed: apt-get install prometheus");
        SERVICE.put("scraped", "{}");
        try (TestingPrometheus prometheus = TestingPrometheus.holding(program.get(), directory, counters())) {
            TestingStorage.await(
                    "Prometheus to answer",
                    () -> prometheus.query("1").path("status").asString("").equals("success"));
            String[] from = {"--workload", "scraped", "--prometheus", prometheus.address(), "--days", "0.5"};

            int exitCode = importing(with(from, "--query", "sum(rate(offset_total[2m]))"));

            assertThat(exitCode).as(err.toString()).isZero();
            List<Double> stored = stored("scraped");
            assertThat(stored).hasSizeBetween(MINUTES - 3, MINUTES + 3);
            assertThat(stored.subList(5, MINUTES - 5))
                    .allSatisfy(rate -> assertThat(rate).isCloseTo(50, within(1e-6)));

            assertThat(importing(with(from, "--query", "rate(offset_total[2m])")))
                    .isEqualTo(ExitCode.DATA);
            assertThat(err.toString()).contains("gives 2 series", "put sum(...) around it");
            assertThat(importing(with(from, "--query", "sum(nobody_counts_this)")))
                    .isEqualTo(ExitCode.DATA);
            assertThat(err.toString()).contains("Prometheus has nothing for sum(nobody_counts_this)");
            assertThat(importing(with(from, "--query", "sum((("))).isEqualTo(ExitCode.DATA);
            assertThat(err.toString()).contains("Prometheus refuses sum(((");
        }
    }

    @Test
    void saysWhatToDoAboutWhatIsWrong() throws IOException {
        String rates = file(new StringBuilder(start + ",1\n" + start.plus(STEP) + ",2\n"));

        assertThat(importing(rates, "--workload", "nobody-watches-this")).isEqualTo(ExitCode.DATA);
        assertThat(err.toString())
                .contains("Add it first: PUT " + SERVICE.address() + "api/v1/workloads/nobody-watches-this");
        assertThat(importing(rates)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("say with --workload whose rates they are");
        assertThat(importing()).isEqualTo(ExitCode.USAGE);
        assertThat(importing(rates, "--query", "up")).isEqualTo(ExitCode.USAGE);
        assertThat(importing("--prometheus", "http://127.0.0.1:1", "--query", "up", "--workload", "any"))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(importing("absent.csv", "--workload", "any")).isEqualTo(ExitCode.NO_INPUT);
        assertThat(run("import", rates, "--workload", "any", "--server", "http://127.0.0.1:1"))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("say with --server where it is");
    }

    private static double rate(int minute) {
        return 100 + minute;
    }

    /** Two partitions that grow by 20 and 30 records a second. */
    private String counters() {
        StringBuilder text = new StringBuilder("# TYPE offset counter\n");
        for (var each : Map.of("0", 20, "1", 30).entrySet()) {
            for (int i = 0; i <= MINUTES; i++) {
                text.append("offset_total{partition=\"")
                        .append(each.getKey())
                        .append("\"} ")
                        .append(each.getValue() * 60L * i)
                        .append(' ')
                        .append(start.plus(STEP.multipliedBy(i)).getEpochSecond())
                        .append('\n');
            }
        }
        return text.append("# EOF\n").toString();
    }

    private String file(StringBuilder rows) throws IOException {
        return Files.writeString(directory.resolve("rates.csv"), rows).toString();
    }

    private static List<Double> stored(String workload) {
        return SERVICE
                .rows(
                        "SELECT production_records_per_second AS rate FROM v_rollups WHERE resolution_seconds = 60 AND workload = '"
                                + workload + "' ORDER BY bucket_start")
                .stream()
                .map(row -> (Double) row.get("rate"))
                .toList();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private int importing(String... arguments) {
        return run(with(with(new String[] {"import"}, arguments), "--server", SERVICE.address()));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Lagcast.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
