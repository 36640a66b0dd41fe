package io.lagcast.recommender.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL database cluster on disk and the server that works on it: {@code data}, {@code password} and {@code server.log}
 * in one directory. Whoever calls has that directory to himself.
 */
final class PostgresCluster {

    /** Name of the account and of the database. */
    static final String NAME = "lagcast";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final int PASSWORD_BYTES = 24;

    /** How much of the end of the server's log is searched for the cause of a failed start. */
    private static final int LOG_TAIL_BYTES = 8_192;

    /** A server log this long is begun anew: it is read when something goes wrong, not kept as a record. */
    private static final long LOG_LIMIT_BYTES = 10_000_000;

    private final Path home;
    private final Path data;
    private final Path log;
    private final String password;
    private final PostgresBinaries programs;
    private final PostgresAccount account;

    private PostgresCluster(Path home, String password, PostgresBinaries programs, PostgresAccount account) {
        this.home = home;
        this.data = home.resolve("data");
        this.log = home.resolve("server.log");
        this.password = password;
        this.programs = programs;
        this.account = account;
    }

    /** Opens or creates the cluster in {@code home} and shuts down a server that a killed process left behind. */
    static PostgresCluster in(Path home) {
        try {
            Files.createDirectories(home);
            PostgresCluster cluster = new PostgresCluster(
                    home,
                    password(home.resolve("password")),
                    PostgresBinaries.under(home),
                    PostgresAccount.forData(home.resolve("data")));
            cluster.stop();
            cluster.create();
            return cluster;
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The database directory " + home + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Stops a server that was left behind and deletes its data; the programs stay. */
    static void erase(Path home) {
        if (!Files.isDirectory(home)) {
            return;
        }
        try {
            PostgresCluster cluster = new PostgresCluster(
                    home, "", PostgresBinaries.under(home), PostgresAccount.forData(home.resolve("data")));
            cluster.stop();
            FileSystemUtils.deleteRecursively(cluster.data);
            Files.deleteIfExists(home.resolve("password"));
            Files.deleteIfExists(cluster.log);
        } catch (IOException e) {
            throw new DatabaseUnavailable(home + " cannot be emptied: " + e.getMessage() + ".", e);
        }
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Path home() {
        return home;
    }

    String password() {
        return password;
    }

    boolean isRunning() {
        return new Postmaster(data).isRunning();
    }

    void start(int port) {
        new Postmaster(data).forgetIfStale();
        account.own(data);
        beginLog();
        Programs.Ended ended = control(List.of(
                "start",
                "--wait",
                "--timeout=120",
                "--log=" + log,
                "--options=" + String.join(" ", serverOptions(port))));
        if (!ended.succeeded()) {
            throw failedStart(port, ended.output());
        }
    }

    /** Shuts down whatever server works on the data; a fast shutdown writes everything and needs no recovery. */
    void stop() {
        Postmaster postmaster = new Postmaster(data);
        if (!postmaster.isRunning()) {
            return;
        }
        LOG.info("Shutting down the embedded PostgreSQL in {}", home);
        Programs.Ended ended = control(List.of("stop", "--wait", "--mode=fast", "--timeout=60"));
        if (!ended.succeeded() && postmaster.isRunning()) {
            throw new DatabaseUnavailable("The PostgreSQL server of " + home + " (process "
                    + postmaster.pid().map(String::valueOf).orElse("unknown") + ") does not stop; stop it by hand.");
        }
    }

    /** Creates the database unless it is there. */
    void createDatabase(int port) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), NAME, password);
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + NAME);
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The embedded PostgreSQL does not answer: " + e.getMessage() + ".", e);
        }
    }

    /** Made under another name first: a process killed half-way leaves nothing that looks like a database. */
    private void create() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path unfinished = home.resolve("data.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        List<String> command = List.of(
                programs.program("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + NAME,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale");
        Programs.Ended ended = Programs.run(account.command(command));
        if (!ended.succeeded()) {
            throw new DatabaseUnavailable("The database cannot be created in " + home + ": " + cause(ended.output()));
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private Programs.Ended control(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.program("pg_ctl").toString());
        command.add("--pgdata=" + data);
        command.addAll(arguments);
        return Programs.run(account.command(command));
    }

    private static List<String> serverOptions(int port) {
        return List.of(
                "-p " + port,
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=",
                "-c max_connections=50",
                "-c timezone=UTC",
                "-c log_timezone=UTC");
    }

    private void beginLog() {
        try {
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable(log + " cannot be begun anew: " + e.getMessage() + ".", e);
        }
    }

    private RuntimeException failedStart(int port, String output) {
        String said = output + "\n" + logTail();
        if (said.contains("Address already in use")) {
            return new PortTaken(port);
        }
        return new DatabaseUnavailable("The embedded PostgreSQL does not start: " + cause(said) + " (see " + log + ")");
    }

    /** The cause in the server's or {@code initdb}'s own words, or what these words mean for a user. */
    private String cause(String said) {
        if (said.contains("No space left on device")) {
            return "the disk that holds " + home + " is full; free some space.";
        }
        if (said.contains("Permission denied")) {
            return home + " cannot be written (permission denied); choose another directory with --data-dir.";
        }
        if (said.contains("database files are incompatible")) {
            return home + " was written by another version of PostgreSQL;"
                    + " dump and load the data, or choose another directory with --data-dir.";
        }
        return said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> said.lines().reduce((earlier, later) -> later).orElse("it said nothing"));
    }

    private String logTail() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - LOG_TAIL_BYTES);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Made on first use and readable by its owner only: other accounts of this machine reach the loopback interface too. */
    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Path unfinished = Files.createTempFile(file.getParent(), "password", ".unfinished");
            Files.writeString(unfinished, HexFormat.of().formatHex(random) + "\n", StandardCharsets.US_ASCII);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** The port the server was to listen on belongs to someone else. */
    static final class PortTaken extends RuntimeException {

        PortTaken(int port) {
            super("Port " + port + " is in use");
        }
    }
}
