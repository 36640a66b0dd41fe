package io.lagcast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void namesTheTraceThatDoesNotExist() {
        assertThat(execute("demo", "--trace", "nowhere.csv")).isEqualTo(65);
        assertThat(err.toString()).contains("nowhere.csv does not exist").doesNotContain("\tat ");
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        Path trace = Files.writeString(directory.resolve("trace.csv"), "timestamp,value\n0,1\n60,many\n");

        assertThat(execute("demo", "--trace", trace.toString())).isEqualTo(65);
        assertThat(err.toString()).contains("line 3", "'many'");
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(execute(
                            "demo",
                            "--port",
                            port,
                            "--data-dir",
                            directory.resolve("data").toString()))
                    .isEqualTo(69);
            assertThat(err.toString()).contains("Port " + port + " is in use").doesNotContain("\tat ");
        }
    }

    @Test
    void namesTheGrpcPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(execute("demo", "--port", "0", "--grpc-port", port)).isEqualTo(69);
            assertThat(err.toString()).contains("Port " + port + " is in use", "--grpc-port");
        }
    }

    @Test
    void leavesADirectoryAloneThatIsNotItsOwn() throws IOException {
        Path mine = Files.writeString(directory.resolve("thesis.txt"), "almost done");

        assertThat(execute("demo", "--port", "0", "--grpc-port", "0", "--data-dir", directory.toString()))
                .isEqualTo(69);
        assertThat(err.toString()).contains(directory.toString(), "not empty");
        assertThat(mine).hasContent("almost done");
    }

    @Test
    void namesOptionsWithImpossibleValues() {
        assertThat(execute("demo", "--for", "soon")).isEqualTo(64);
        assertThat(execute("demo", "--partitions", "0")).isEqualTo(64);
        assertThat(execute("demo", "--scaler", "magic")).isEqualTo(64);
        assertThat(execute("demo", "--outage", "broker")).isEqualTo(64);

        assertThat(err.toString()).contains("'soon'", "--partitions must be", "'magic' is no scaler", "broker@60s+2m");
    }

    private int execute(String... arguments) {
        return Lagcast.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }
}
