package io.lagcast.recommender.webhooks;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import io.lagcast.recommender.webhooks.TestingReceiver.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(600)
class WebhookRestartIT {

    /** Recent enough to be kept. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.migrated();
    private final TestingReceiver receiver = new TestingReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void losesNothingWhenKilledBetweenLedgerAndReceiverAndSignsTheSameIdAgain() throws Exception {
        String secret = subscribe();
        receiver.behave(TestingReceiver.silence());
        Process first = startAndIssue("kept-1", "kept-2", "kept-3");
        await("that each was tried", () -> ids().size() == 3);
        Set<String> tried = ids();
        first.destroyForcibly().waitFor();
        receiver.forget();
        receiver.behave(TestingReceiver.status(204));

        try (ConfigurableApplicationContext second = start()) {
            await("that each is delivered", () -> delivered(3));
            assertThat(second.isRunning()).isTrue();
        }

        assertThat(ids()).isEqualTo(tried);
        assertThat(receiver.received()).allSatisfy(request -> assertThat(TestingVerifier.isSigned(request, secret))
                .isTrue());
    }

    @Test
    void sharesTheWorkBetweenInstancesAndDeliversInOrder() throws Exception {
        subscribe();
        try (ConfigurableApplicationContext one = start();
                ConfigurableApplicationContext other = start()) {
            List<String> issued = new ArrayList<>();
            Ledger ledger = one.getBean(Ledger.class);
            for (int i = 0; i < 200; i++) {
                issued.add(
                        ledger.issue("shared", TestingAdvice.scaleOut(start.plusSeconds(i)), TestingAdvice.PROVENANCE)
                                .id()
                                .toString());
            }
            await("that each is delivered", () -> delivered(200));

            assertThat(other.isRunning()).isTrue();
            assertThat(recommended().stream()
                            .map(request -> request.text().replaceAll("^.*?\"id\":\"([^\"]+)\".*$", "$1"))
                            .distinct())
                    .containsExactlyElementsOf(issued);
        }
    }

    @Test
    void keepsItsKeyWhereOnlyItsOwnerCanReadIt() throws IOException {
        subscribe();

        Path key = directory.resolve("webhooks.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("webhooks")))
                    .containsExactly("webhooks.key");
        }
    }

    /** Adds a webhook; returns its secret. */
    private String subscribe() {
        try (ConfigurableApplicationContext context = start()) {
            SubscriptionJson made = context.getBean(WebhookResource.class)
                    .add(Map.of("url", receiver.url()), null)
                    .getBody();
            assertThat(made).isNotNull();
            return String.valueOf(made == null ? "" : made.secret());
        }
    }

    private ConfigurableApplicationContext start() {
        return TestingWebhooks.start(database.url(), database.user(), database.password(), directory.toString());
    }

    private Process startAndIssue(String... workloads) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWebhooks.class.getName(),
                database.url(),
                database.user(),
                database.password(),
                directory.toString()));
        command.addAll(List.of(workloads));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("issued")) {
            line = output.readLine();
        }
        assertThat(line).as("the other process issued its recommendations").isEqualTo("issued");
        return process;
    }

    private boolean delivered(int count) {
        return database.jdbc()
                        .sql("SELECT count(*) FROM webhook_outbox WHERE status = 'DELIVERED'")
                        .query(Integer.class)
                        .single()
                == count;
    }

    private List<Received> recommended() {
        return receiver.received().stream()
                .filter(request -> request.text().contains("io.lagcast.recommendation.v1"))
                .toList();
    }

    private Set<String> ids() {
        return recommended().stream()
                .map(request -> request.header("webhook-id"))
                .collect(Collectors.toSet());
    }
}
