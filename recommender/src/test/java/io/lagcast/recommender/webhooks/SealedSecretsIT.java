package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(300)
class SealedSecretsIT {

    private static final String KEY = "--lagcast.webhooks.encryption-key=";
    private static final String PREVIOUS = "--lagcast.webhooks.previous-encryption-keys=";

    private final TestDatabase database = TestDatabase.migrated();
    private final SigningSecret secret = SigningSecret.generate(new SecureRandom());
    private final String newKey = newKey();

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    @BeforeEach
    void keepASecret() {
        try (ConfigurableApplicationContext service = start(directory)) {
            SubscriptionForm form = SubscriptionForm.read(Map.of("url", "http://127.0.0.1:1/"));
            service.getBean(Subscriptions.class).add("one", form, secret, Optional.empty());
        }
    }

    @Test
    void doesNotStartWithoutTheKeyOfTheSecretsNorMakesAnother() {
        assertThatThrownBy(() -> start(otherDirectory))
                .rootCause()
                .hasMessageContaining("1 encrypted secrets")
                .hasMessageContaining("lagcast.webhooks.encryption-key")
                .hasMessageContaining("webhooks.key");
        assertThat(otherDirectory.resolve("webhooks.key")).doesNotExist();
        assertThatThrownBy(() -> start(directory, KEY + newKey))
                .rootCause()
                .hasMessageContaining("opens none of them")
                .hasMessageNotContaining(newKey);
    }

    @Test
    void encryptsWithANewKeyWhenThePreviousOneIsGivenOnce() throws IOException {
        String previousKey = Files.readString(directory.resolve("webhooks.key")).strip();
        byte[] before = sealed();

        start(otherDirectory, KEY + newKey, PREVIOUS + previousKey).close();

        assertThat(sealed()).isNotEqualTo(before);
        try (ConfigurableApplicationContext service = start(otherDirectory, KEY + newKey)) {
            SigningSecret kept = service.getBean(Subscriptions.class)
                    .targets(List.of("one"))
                    .of("one")
                    .secrets()
                    .getFirst();
            assertThat(kept.text()).isEqualTo(secret.text());
        }
        assertThatThrownBy(() -> start(directory)).rootCause().hasMessageContaining("opens none of them");
    }

    @Test
    void keepsNoSecretInTheDatabaseAsItIs() {
        assertThat(new String(sealed(), StandardCharsets.ISO_8859_1))
                .doesNotContain(secret.text())
                .doesNotContain(secret.text().substring(6));
    }

    private byte[] sealed() {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sealed_secret FROM webhook_secrets")) {
            row.next();
            return row.getBytes(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private ConfigurableApplicationContext start(Path dataDirectory, String... arguments) {
        return TestingWebhooks.start(
                database.url(), database.user(), database.password(), dataDirectory.toString(), arguments);
    }

    private static String newKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
