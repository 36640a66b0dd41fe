package io.lagcast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void consumesEveryRecordItProducesAndSaysSo() {
        int exitCode = Lagcast.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "demo",
                        "--for=20s",
                        "--partitions=8",
                        "--throughput=200",
                        "--start-up=1s",
                        "--port=0",
                        "--grpc-port=0",
                        "--data-dir=" + directory.resolve("data"));

        assertThat(exitCode).as(err.toString()).isZero();
        long produced = row("records produced");
        assertThat(produced).isPositive();
        assertThat(row("records consumed")).isEqualTo(produced);
        assertThat(err.toString()).contains("Console: http://localhost:").contains("serving) -> ");
        assertThat(out.toString()).doesNotContain("forecast model            none");
    }

    private long row(String name) {
        Matcher row = Pattern.compile("(?m)^" + name + " +([\\d,]+)").matcher(out.toString());
        assertThat(row.find()).as("%s in%n%s", name, out).isTrue();
        return Long.parseLong(row.group(1).replace(",", ""));
    }
}
