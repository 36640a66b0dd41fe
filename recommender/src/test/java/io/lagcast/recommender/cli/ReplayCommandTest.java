package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path trace = Path.of("trace.csv");

    @BeforeEach
    void writeTrace() throws IOException {
        StringBuilder lines = new StringBuilder("timestamp,value\n");
        for (int minute = 0; minute < 120; minute++) {
            if (minute != 17) {
                lines.append(60L * minute)
                        .append(',')
                        .append(50 + 40 * Math.sin(minute / 9.0))
                        .append('\n');
            }
        }
        trace = Files.writeString(directory.resolve("trace.csv"), lines);
    }

    @Test
    void printsARowForEveryScaler() {
        int exitCode =
                replay("--scaler", "over", "--scaler", "rate:0.7", "--scaler", "lagcast", "--scaler", "clairvoyant");

        assertThat(exitCode).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .startsWith("scaler")
                .contains("replica-hours", "cost/clairvoyant", "p99 lag time", "moves");
        assertThat(lines.get(4)).startsWith("clairvoyant").contains("1.000");
        assertThat(err.toString())
                .contains("1 of 120 values (0.8 %) are missing and are interpolated")
                .contains("its first half is learned instead")
                .contains("lagcast done after");
    }

    @Test
    void givesTheSameTableForTheSameSeed() {
        String[] options = {
            "--noise", "5", "--skew", "0.4", "--start-up-jitter", "20s", "--seed", "7", "--scaler", "hpa:500"
        };
        replay(options);
        String first = out.toString();
        out.getBuffer().setLength(0);

        replay(options);

        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void comparesWithWhatIsInUseToday() throws IOException {
        Path html = directory.resolve("out.html");

        int exitCode = replay(
                "--scaler",
                "over",
                "--current",
                "fixed:20",
                "--replica-hour-price",
                "0.10",
                "--currency",
                "eur",
                "--html",
                html.toString());

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("fixed:20");
        assertThat(Files.readString(html)).contains("in use today", "EUR a month", "always 20 replicas");
    }

    @Test
    void writesJsonAndHtml() throws IOException {
        Path json = directory.resolve("out.json");
        Path html = directory.resolve("out.html");

        int exitCode = replay(
                "--scaler",
                "over",
                "--partitions",
                "12",
                "--throughput",
                "200",
                "--protocol",
                "cooperative",
                "--json",
                json.toString(),
                "--html",
                html.toString());

        assertThat(exitCode).isZero();
        JsonNode written = JsonMapper.builder().build().readTree(Files.readString(json));
        assertThat(written.path("scenario").path("protocol").asString()).isEqualTo("COOPERATIVE");
        assertThat(written.path("scalers").get(0).path("replicaHours").asDouble())
                .isEqualTo(12);
        assertThat(Files.readString(html)).contains("<svg", "trace.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--scaler magic|'magic' is no scaler",
                "--current magic|'magic' is no scaler",
                "--replica-hour-price -1|--replica-hour-price must not be negative but was -1.0",
                "--replica-hour-price 1 --currency coins|--currency must be a code like USD or EUR but was 'coins'",
                "--scaler rate|'rate' lacks its number",
                "--scaler over --scaler over|named twice",
                "--partitions 0|at least 1 partition",
                "--throughput -5|--throughput must be positive",
                "--peak 0|--peak must be positive",
                "--pause 1500ms|pause must be whole seconds",
                "--start-up soon|'soon' is not a duration",
                "--missing-samples 1|missing samples must be",
                "--min-replicas 5 --initial-replicas 2|cannot begin with 2",
                "--believed-throughput much|must be a rate or none",
                "--length 1s|--length must be between",
                "--protocol STRANGE|'STRANGE'"
            })
    void saysWhichOptionIsWrong(String options, String complaint) {
        assertThat(replay(options.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(complaint).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesTheLineOfATraceThatIsWrong() throws IOException {
        Files.writeString(trace, "timestamp,value\n0,1\n60,oops\n");

        assertThat(replay("--scaler", "over")).isEqualTo(ExitCode.DATA);
        assertThat(err.toString()).contains("line 3", "oops");
    }

    @Test
    void saysThatATraceDoesNotExist() {
        trace = directory.resolve("none.csv");

        assertThat(replay("--scaler", "over")).isEqualTo(ExitCode.DATA);
        assertThat(err.toString()).contains("none.csv does not exist");
    }

    @Test
    void saysThatAReportCannotBeWritten() {
        assertThat(replay(
                        "--scaler",
                        "over",
                        "--json",
                        directory.resolve("no/where.json").toString()))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("where.json cannot be written");
    }

    @Test
    void redrawsABarOnATerminal() {
        ReplayProgress progress = new ReplayProgress(2, new PrintWriter(err), true);

        progress.at(0, "over", 1);
        progress.at(1, "lagcast", 1);
        progress.finish();

        assertThat(err.toString())
                .contains("\r\033[K[###############---------------]  50 %  over")
                .endsWith("\r\033[K");
    }

    private int replay(String... options) {
        List<String> arguments = new ArrayList<>(List.of("replay", trace.toString()));
        arguments.addAll(Arrays.asList(options));
        return Lagcast.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
