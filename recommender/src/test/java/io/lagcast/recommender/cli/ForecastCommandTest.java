package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastCommandTest {

    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600;

    private static final int TWO_DAYS = 2 * 1440;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void forecastsTheTimeAfterASeries() throws IOException {
        String file = file("orders.csv", "timestamp,value\n" + minutes(TWO_DAYS, time -> "" + time));

        int exitCode = forecast(file, "--horizon", "2h", "--step", "5m");

        assertThat(exitCode).isZero();
        List<String[]> rows = rows(out.toString());
        assertThat(rows.getFirst()).containsExactly("id", "target", "step", "mean", "q0.5", "q0.9", "q0.95", "q0.99");
        assertThat(rows).hasSize(25);
        for (int step = 1; step <= 24; step++) {
            String[] row = rows.get(step);
            assertThat(row[0]).isEqualTo("orders");
            assertThat(Long.parseLong(row[1])).isEqualTo(START + TWO_DAYS * 60L + (step - 1) * 300L);
            assertThat(row[2]).isEqualTo("" + step);
            double[] quantiles =
                    Arrays.stream(row).skip(4).mapToDouble(Double::parseDouble).toArray();
            assertThat(quantiles).isSorted();
            assertThat(Double.parseDouble(row[3])).isBetween(10.0, 400.0);
        }
    }

    @Test
    void forecastsInTheStepOfTheSeriesForSoManySteps() throws IOException {
        String file = file("orders.csv", minutes(300, time -> "" + time));

        forecast(file, "--horizon", "3", "--quantiles", ".9,0.5");

        List<String[]> rows = rows(out.toString());
        assertThat(rows).hasSize(4);
        assertThat(rows.getFirst()).endsWith("mean", "q0.5", "q0.9");
        assertThat(rows.get(2)[1]).isEqualTo("" + (START + 301 * 60L));
    }

    @Test
    void readsTimesInEitherForm() throws IOException {
        String seconds = minutes(200, time -> "" + time);
        String dates = minutes(200, time -> Instant.ofEpochSecond(time).toString());
        String local =
                minutes(200, time -> Instant.ofEpochSecond(time).toString().replace("Z", "+00:00"));

        forecast(file("a.csv", seconds), "--horizon", "5m");
        String first = out.toString();
        out.getBuffer().setLength(0);
        forecast(file("a.csv", dates), "--horizon", "5m");
        String second = out.toString();
        out.getBuffer().setLength(0);
        forecast(file("a.csv", "\uFEFFtimestamp,value\r\n" + local.replace("\n", "\r\n")), "--horizon", "5m");

        assertThat(second).isEqualTo(first);
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void readsStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(minutes(100, time -> "" + time).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(forecast("-", "--horizon", "1m")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(rows(out.toString()).get(1)[0]).isEqualTo("series");
    }

    @Test
    void forecastsSeveralSeriesInTheirOrder() throws IOException {
        StringBuilder text = new StringBuilder("id,timestamp,value\n");
        for (int i = 0; i < 100; i++) {
            text.append("b,").append(START + 60L * i).append(",5\n");
            text.append("a,").append(START + 60L * i).append(",7\n");
        }

        forecast(file("two.csv", text.toString()), "--horizon", "2m", "--threads", "2");

        assertThat(rows(out.toString())).extracting(row -> row[0]).containsExactly("id", "b", "b", "a", "a");
    }

    @Test
    void forecastsOneSeriesALine() throws IOException {
        String values = IntStream.range(0, 240)
                .mapToObj(hour -> "" + (100 + 10 * (hour % 24)))
                .collect(Collectors.joining(","));
        String file = file("wide.csv", "\"V1\",\"V2\"\n\"H1\"," + values + "\nH2," + values + ",,\n");

        int exitCode =
                forecast(file, "--wide", "--interval", "1h", "--horizon", "48", "--quantiles", "0.025,0.5,0.975");

        assertThat(exitCode).isZero();
        List<String[]> rows = rows(out.toString());
        assertThat(rows.getFirst()).containsExactly("id", "step", "mean", "q0.025", "q0.5", "q0.975");
        assertThat(rows).hasSize(1 + 2 * 48);
        assertThat(rows.get(48)).startsWith("H1", "48");
        assertThat(rows.get(49)).startsWith("H2", "1");
        assertThat(rows.get(49)[4]).isEqualTo(rows.get(1)[4]);
        assertThat(Double.parseDouble(rows.get(1)[4])).isBetween(90.0, 120.0);
    }

    @Test
    void writesTheSameInEveryLocaleAndWithAnyNumberOfThreads() throws IOException {
        String file = file("orders.csv", minutes(500, time -> "" + time));
        forecast(file, "--horizon", "30m", "--threads", "1");
        String expected = out.toString();
        out.getBuffer().setLength(0);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            forecast(file, "--horizon", "30m", "--threads", "3");
        } finally {
            Locale.setDefault(before);
        }

        assertThat(out.toString()).isEqualTo(expected).doesNotContain("E");
    }

    @Test
    void goesOnFromTheEndOfTheSeriesWhereItsLastValuesAreMissing() throws IOException {
        String file = file("w.csv", "H1,1,2,3,1,2,3,1,2,3\n");

        assertThat(forecast(file, "--wide", "--interval", "1h", "--horizon", "2"))
                .isZero();

        assertThat(rows(out.toString())).hasSize(3);
    }

    @Test
    void scoresRollingOrigins() throws IOException {
        String file = file("orders.csv", minutes(3 * 1440, time -> "" + time));
        Path emitted = directory.resolve("out.csv");

        int exitCode = forecast(
                file,
                "--backtest",
                "--horizon",
                "5m,15m",
                "--every",
                "10m",
                "--test-days",
                "1",
                "--emit",
                emitted.toString());

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines().toList().getFirst())
                .startsWith("orders: test from 2026-01-03T00:00:00Z, an origin every 10m, steps of 1m, MASE scale ");
        assertThat(out.toString())
                .contains("horizon", "MASE", "WQL0.99", "cov0.95", "seconds")
                .containsPattern("5m +last value")
                .containsPattern("15m +same time yesterday");
        List<String[]> rows = rows(Files.readString(emitted));
        assertThat(rows.getFirst()).containsExactly("origin", "target", "step", "q0.5", "q0.9", "q0.95", "q0.99");
        long testStart = START + 2 * 86_400;
        assertThat(rows.get(1)).startsWith("" + testStart, "" + (testStart + 300), "5");
        assertThat(rows.get(2)).startsWith("" + testStart, "" + (testStart + 900), "15");
        assertThat(rows.get(3)).startsWith("" + (testStart + 600));
        // 144 origins; the last one, ten minutes before the end, has no bucket 15 minutes later.
        assertThat(rows).hasSize(1 + 144 + 143);
    }

    @Test
    void scoresWholePaths() throws IOException {
        String file = file("orders.csv", minutes(3 * 1440, time -> "" + time));
        Path emitted = directory.resolve("out.csv");

        forecast(
                file,
                "--backtest",
                "--horizon",
                "6h",
                "--step",
                "5m",
                "--path",
                "--every",
                "3h",
                "--test-days",
                "1",
                "--emit",
                emitted.toString(),
                "--models");

        List<String[]> rows = rows(Files.readString(emitted));
        assertThat(rows).hasSize(1 + 6 * 72);
        assertThat(rows.get(72)[2]).isEqualTo("72");
        assertThat(Long.parseLong(rows.get(72)[1])).isEqualTo(START + 2 * 86_400 + 6 * 3600);
        assertThat(out.toString()).contains("steps of 5m", "to last value");
    }

    @Test
    void scoresNaiveMethodsAsAnybodyWould() throws IOException {
        String file = file(
                "rising.csv",
                IntStream.range(0, 96)
                        .mapToObj(hour -> (START + 3600L * hour) + "," + (100 + hour) + "\n")
                        .collect(Collectors.joining()));

        forecast(file, "--backtest", "--horizon", "2h", "--every", "1h", "--test-days", "1", "--quantiles", "0.5");

        // 22 origins; two hours later it is 2 more, a day later 24, which is also the scale.
        assertThat(out.toString())
                .containsPattern("2h +last value +0\\.0833 +0\\.0108 +0\\.0108 +0\\.000 +22 +22 ")
                .containsPattern("2h +same time yesterday +1\\.0000 +0\\.1301 ");
    }

    @Test
    void usesOnlyTheDaysAskedFor() throws IOException {
        String file = file("orders.csv", minutes(4 * 1440, time -> "" + time));

        forecast(file, "--backtest", "--horizon", "1h", "--test-days", "0.5", "--from-day", "1", "--to-day", "3");

        assertThat(out.toString()).startsWith("orders: test from 2026-01-03T12:00:00Z, an origin every 1h");
    }

    @Test
    void namesTheSeriesInWhatItEmitsWhereTheFileDoes() throws IOException {
        String text = Stream.of("a", "b")
                .map(id -> minutes(400, time -> id + "," + time))
                .collect(Collectors.joining());
        Path emitted = directory.resolve("out.csv");

        forecast(
                file("two.csv", text),
                "--backtest",
                "--horizon",
                "5m",
                "--test-days",
                "0.1",
                "--emit",
                emitted.toString());

        List<String[]> rows = rows(Files.readString(emitted));
        assertThat(rows.getFirst()).startsWith("id", "origin", "target");
        assertThat(rows.stream().skip(1).map(row -> row[0]).distinct()).containsExactly("a", "b");
        assertThat(out.toString()).contains("a: test from", "b: test from");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            60,1\\n120,x                | line 2 | 'x' is not a number
            60,1\\n120,NaN              | line 2 | 'NaN' is not a number
            60,1\\n120,-3               | line 2 | -3 is negative
            60,1\\n120,1e999            | line 2 | 1e999 is too large
            60,1\\nnoon,3               | line 2 | 'noon' is neither epoch seconds nor RFC 3339
            60,1\\n2026-01-01T00:00,3   | line 2 | append Z for UTC
            60,1\\n120,2\\n120,3        | line 3 | 120 is not after the one before
            60,1\\n120,2\\n60,3         | line 3 | 60 is not after the one before
            60,1\\n1767225600000,3      | line 2 | maybe it is in milliseconds
            60,1\\n120,2,3              | line 2 | expected 2 columns as above but found 3
            60\\n                       | line 1 | found 1 columns
            60,1\\n                     | series | single value
            timestamp,value\\n          | csv    | has no values
            """)
    void namesTheLineAndTheValueThatAreWrong(String text, String where, String what) throws IOException {
        int exitCode = forecast(file("bad.csv", text.replace("\\n", "\n")), "--horizon", "5m");

        assertThat(exitCode).isEqualTo(ExitCode.DATA);
        assertThat(err.toString())
                .startsWith("lagcast: ")
                .contains("bad.csv", where, what)
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            H1,1,2,x            | line 1, the value 'x' is not a number
            H1,1,2\\nH1,3       | line 2, there was a series H1 before
            H1,1,2\\nH2,,       | line 2, the series 'H2' has no value
            """)
    void namesTheLineOfASeriesThatIsWrong(String text, String what) throws IOException {
        int exitCode =
                forecast(file("bad.csv", text.replace("\\n", "\n")), "--wide", "--interval", "1h", "--horizon", "2");

        assertThat(exitCode).isEqualTo(ExitCode.DATA);
        assertThat(err.toString().replace(": ", ", ")).contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--horizon nothing",
                "--horizon 0m",
                "--horizon 5m --quantiles 0.5,1.5",
                "--horizon 5m --quantiles half",
                "--horizon 5m --wide",
                "--horizon 5m --interval 1h",
                "--horizon 5m --every 5m",
                "--horizon 5m --test-days 3",
                "--horizon 5m --path",
                "--horizon 5m --emit out.csv",
                "--horizon 5m --backtest --test-days 0",
                "--horizon 5m --from-day 3 --to-day 2",
                "--horizon 5m --from-day 300",
                "--horizon 5m --threads 0",
                "--horizon 5m --step 10s",
                "--horizon 400000",
                "--horizon 30d --step 40d",
                "--step 5m",
            })
    void saysWhatIsWrongWithTheOptions(String options) throws IOException {
        String file = file("orders.csv", minutes(300, time -> "" + time));
        List<String> arguments = new ArrayList<>(List.of(file));
        arguments.addAll(List.of(options.split(" ")));

        int exitCode = forecast(arguments.toArray(String[]::new));

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("lagcast: ").contains("--").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThat(forecast("nowhere.csv", "--horizon", "5m")).isEqualTo(ExitCode.NO_INPUT);
        assertThat(err.toString()).contains("nowhere.csv does not exist");
    }

    @Test
    void saysThatADirectoryIsNoFile() {
        assertThat(forecast(directory.toString(), "--horizon", "5m")).isEqualTo(ExitCode.NO_INPUT);
        assertThat(err.toString()).contains("is a directory");
    }

    @Test
    void saysThatItCannotWriteWhatItShouldEmit() throws IOException {
        String file = file("orders.csv", minutes(600, time -> "" + time));
        String nowhere = directory.resolve("none").resolve("out.csv").toString();

        int exitCode = forecast(file, "--backtest", "--horizon", "5m", "--test-days", "0.1", "--emit", nowhere);

        assertThat(exitCode).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(err.toString()).contains(nowhere);
    }

    @Test
    void saysThatASeriesIsTooShortForTheTest() throws IOException {
        String file = file("orders.csv", minutes(600, time -> "" + time));

        assertThat(forecast(file, "--backtest", "--horizon", "5m", "--test-days", "5"))
                .isEqualTo(ExitCode.DATA);
        assertThat(err.toString()).contains("orders has 10h", "5d");
    }

    @Test
    void saysThatTheTestIsTooShortForTheHorizon() throws IOException {
        String file = file("orders.csv", minutes(2000, time -> "" + time));

        assertThat(forecast(file, "--backtest", "--horizon", "24h", "--test-days", "1"))
                .isEqualTo(ExitCode.DATA);
        assertThat(err.toString()).contains("not longer than the horizon 1d");
    }

    private int forecast(String... arguments) {
        return Lagcast.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of("forecast"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** One-minute rows with a day in them. */
    private static String minutes(int count, LongFunction<String> time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double value = 100 + 50 * Math.sin(2 * Math.PI * i / 1440) + i * 37 % 11;
            text.append(time.apply(START + 60L * i)).append(',').append(value).append('\n');
        }
        return text.toString();
    }

    private static List<String[]> rows(String text) {
        return text.lines().map(line -> line.split(",")).toList();
    }
}
