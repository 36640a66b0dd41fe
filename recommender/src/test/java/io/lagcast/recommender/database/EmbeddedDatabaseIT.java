package io.lagcast.recommender.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    /** One for all: unpacking and creating a database takes seconds. */
    @TempDir
    static Path dataDir;

    @Test
    void keepsWhatWasCommittedWhenTheServiceIsKilled() throws Exception {
        Process killed = startAnotherProcess();
        killed.destroyForcibly().waitFor();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir, 0)) {

            assertThat(number(database)).isEqualTo(42);
        }
    }

    @Test
    void namesTheProcessThatUsesTheDataDirectory() throws Exception {
        Process other = startAnotherProcess();

        assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, 0))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("process " + other.pid())
                .hasMessageContaining("--data-dir");

        other.destroyForcibly().waitFor();
        EmbeddedDatabase.start(dataDir, 0).close();
    }

    @Test
    void answersAtTheSameAddressAfterAnOutage() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir, 0)) {
            String address = database.jdbcUrl();
            execute(database, "DROP TABLE IF EXISTS survivor");
            execute(database, "CREATE TABLE survivor AS SELECT 42 AS number");

            database.stop();
            assertThatThrownBy(() -> number(database)).isInstanceOf(SQLException.class);
            database.start();

            assertThat(database.jdbcUrl()).isEqualTo(address);
            assertThat(number(database)).isEqualTo(42);
        }
    }

    @Test
    void refusesASecondDatabaseOfThisProcessInOneDirectory() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir, 0)) {

            assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, 0))
                    .hasMessageContaining("uses the data directory");

            assertThat(database.jdbcUrl()).isNotEmpty();
        }
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, taken.getLocalPort()))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void saysThatAFileIsNoDataDirectory() throws IOException {
        Path file = Files.createFile(dataDir.resolve("a-file"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(file, 0)).hasMessageContaining(file + " is not a directory");
    }

    @Test
    void startsAlthoughAStrangerGotTheNumberOfTheServerThatWasLeftBehind() throws IOException {
        EmbeddedDatabase.start(dataDir, 0).close();
        Path pidFile = dataDir.resolve("postgresql/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + dataDir + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir, 0)) {

            assertThat(database.jdbcUrl()).isNotEmpty();
        }
    }

    private Process startAnotherProcess() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("written")) {
            line = output.readLine();
        }
        assertThat(line).as("the other process started its database").isEqualTo("written");
        return process;
    }

    private static int number(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT number FROM survivor")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
