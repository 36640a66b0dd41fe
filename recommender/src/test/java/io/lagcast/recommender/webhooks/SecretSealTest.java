package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSealTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningSecret secret = SigningSecret.generate(RANDOM);

    @TempDir
    Path directory;

    @Test
    void opensWhatWasSealedWithTheKeyOfTheFileAlsoAfterARestart() {
        byte[] sealed = new SecretSeal(() -> EncryptionKey.keptIn(directory, RANDOM), RANDOM).seal("one", secret);

        SigningSecret opened =
                new SecretSeal(() -> EncryptionKey.keptIn(directory, RANDOM), RANDOM).open("one", sealed);

        assertThat(opened.text()).isEqualTo(secret.text());
    }

    @Test
    void opensNothingForAnotherSubscriptionWithAnotherKeyOrThatWasChanged() {
        SecretSeal seal = new SecretSeal(() -> key(1), RANDOM);
        byte[] sealed = seal.seal("one", secret);
        byte[] changed = sealed.clone();
        changed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> seal.open("another", sealed)).isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> new SecretSeal(() -> key(2), RANDOM).open("one", sealed))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("lagcast.webhooks.encryption-key");
        assertThatThrownBy(() -> seal.open("one", changed)).isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> seal.open("one", new byte[3])).isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void refusesAKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> EncryptionKey.parse("c2hvcnQ="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThatThrownBy(() -> EncryptionKey.parse("not base64!")).hasMessageNotContaining("not base64!");
    }

    @Test
    void showsNoSecretWhenPrinted() {
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
        assertThat(TestingSettings.with("encryption-key", "a-key-of-test").toString())
                .doesNotContain("a-key-of-test");
    }

    private static SecretKey key(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return EncryptionKey.parse(Base64.getEncoder().encodeToString(bytes));
    }
}
