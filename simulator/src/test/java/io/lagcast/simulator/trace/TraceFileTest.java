package io.lagcast.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {

    @TempDir
    Path directory;

    @Test
    void readsEpochSecondsAfterAHeader() throws IOException {
        Trace trace = read("timestamp,value\n0,10\n60,20.5\n120,30\n");

        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trace.values()).containsExactly(10, 20.5, 30);
    }

    @Test
    void readsTimesAndFillsMissingStepsOnAStraightLine() throws IOException {
        Trace trace = read(
                "2026-01-01T00:00:00Z,10\n2026-01-01T00:05:00Z,20\n2026-01-01T00:10:00Z,30\n2026-01-01T00:20:00Z,50\n");

        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(5));
        assertThat(trace.values()).containsExactly(10, 20, 30, 40, 50);
    }

    @Test
    void skipsEmptyLinesAndComments() throws IOException {
        assertThat(read("# load\n\n0,1\r\n1,2\n\n").values()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "60,x|'x' is not a finite number",
                "60,-1|'-1' is not a finite number",
                "60,NaN|'NaN' is not a finite number",
                "yesterday,1|'yesterday' is neither epoch seconds nor a time",
                "60|1 fields instead of two",
                "60,1,2|3 fields instead of two",
                "0,5|timestamp is not after the one before"
            })
    void namesTheLineAndTheValueThatIsWrong(String line, String complaint) {
        assertThatThrownBy(() -> read("timestamp,value\n0,10\n" + line + "\n"))
                .isInstanceOf(TraceUnreadable.class)
                .hasMessageContaining("line 3 '" + line + "'")
                .hasMessageContaining(complaint);
    }

    @Test
    void saysThatAFileDoesNotExist() {
        assertThatThrownBy(() -> TraceFile.read(directory.resolve("none.csv")))
                .hasMessageContaining("none.csv does not exist");
    }

    @Test
    void asksForTwoLines() {
        assertThatThrownBy(() -> read("timestamp,value\n0,1\n")).hasMessageContaining("at least two");
    }

    private Trace read(String content) throws IOException {
        return TraceFile.read(Files.writeString(directory.resolve("trace.csv"), content));
    }
}
