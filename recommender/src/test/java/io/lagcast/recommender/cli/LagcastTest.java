package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.security.TokenHash;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LagcastTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesItsCommandsInTheHelp() {
        int exitCode = execute("--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("serve", "replay", "--version", "69");
    }

    @Test
    void makesATokenAndTheHashThatTheConfigurationWants() {
        assertThat(execute("token")).isZero();

        String[] lines = out.toString().split("\\R", -1);
        String token = lines[0].substring("token: ".length());
        assertThat(token).startsWith("lagcast_").hasSizeGreaterThan(40);
        assertThat(lines[1]).isEqualTo("hash: " + TokenHash.of(token).text());
    }

    @Test
    void saysItsVersion() {
        int exitCode = execute("--version");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("lagcast ").contains("Java ");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        int exitCode = execute("serv");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'serv'", "Did you mean", "serve").doesNotContain("\tat ");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        int exitCode = execute("serve", "--data-dri", "x");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'--data-dri'", "--data-dir").doesNotContain("\tat ");
    }

    @Test
    void asksForACommand() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("command is missing");
    }

    @Test
    void namesTheValueThatIsNoPort() {
        assertThat(execute("serve", "--port", "http")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'http'", "--port");
    }

    private int execute(String... arguments) {
        CommandLine command = Lagcast.commandLine();
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
