package io.lagcast.recommender.leadership;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A leader whose process is suspended and goes on later, not knowing that it was. */
@Timeout(600)
class SuspendedLeaderIT {

    /** The leader has it renewed in time while another instance starts beside it, also where both get little of the machine. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final TestDatabase database = TestDatabase.migrated();
    private final List<String> output = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void isRefusedByTheDatabaseWhenItGoesOn() throws Exception {
        Process leader = start();
        await("that the process leads", () -> output.contains("leads true"));
        try (TestingInstance other = TestingInstance.start(database, directory, "other", LEASE)) {
            assertThat(other.leads()).isFalse();
            decide(leader, "in-time");
            await("its recommendation", () -> decided().contains("in-time"));

            signal("STOP", leader);
            await("that the other takes over", other::leads);
            decide(leader, "late");
            signal("CONT", leader);

            await("that it decides late", () -> output.contains("issued late"));
            await("that it notices", () -> output.stream().anyMatch(line -> line.contains("leads no longer")));
            await("the refusal", () -> output.stream().anyMatch(line -> line.contains("are not stored")));
            assertThat(other.leads()).isTrue();
            assertThat(decided()).containsExactly("in-time");
        } finally {
            leader.destroyForcibly().waitFor();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SuspendedInstance.class.getName()));
        command.addAll(List.of(TestingInstance.arguments(database, directory, "suspended", LEASE)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(output::add));
        return process;
    }

    private static void decide(Process leader, String workload) throws IOException {
        leader.outputWriter().write(workload + "\n");
        leader.outputWriter().flush();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    private List<String> decided() {
        return database.jdbc()
                .sql("SELECT name FROM recommendations JOIN workload_ids USING (workload_id)")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
