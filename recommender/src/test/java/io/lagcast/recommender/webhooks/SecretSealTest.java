package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
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
        byte[] sealed = seal(() -> EncryptionKey.keptIn(directory, RANDOM)).seal("one", secret);

        SigningSecret opened =
                seal(() -> EncryptionKey.keptIn(directory, RANDOM)).open("one", sealed);

        assertThat(opened.text()).isEqualTo(secret.text());
    }

    @Test
    void opensNothingForAnotherSubscriptionWithAnotherKeyOrThatWasChanged() {
        SecretSeal seal = seal(() -> key(1));
        byte[] sealed = seal.seal("one", secret);
        byte[] changed = sealed.clone();
        changed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> seal.open("another", sealed)).isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> seal(() -> key(2)).open("one", sealed))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("lagcast.webhooks.encryption-key");
        assertThatThrownBy(() -> seal.open("one", changed)).isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> seal.open("one", new byte[3])).isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void refusesAKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> EncryptionKey.parse("c2hvcnQ=", "encryption-key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThatThrownBy(() -> EncryptionKey.parse("not base64!", "encryption-key"))
                .hasMessageNotContaining("not base64!");
    }

    @Test
    void showsNoSecretWhenPrinted() {
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
        assertThat(TestingSettings.with("encryption-key", "a-key-of-test").toString())
                .doesNotContain("a-key-of-test");
    }

    @Test
    void opensWhatWasSealedWithAPreviousKeyAndSaysSo() {
        byte[] sealed = seal(() -> key(1)).seal("one", secret);

        SecretSeal.Opened opened =
                seal(() -> key(2), key(3), key(1)).tryOpen("one", sealed).orElseThrow();

        assertThat(opened.secret().text()).isEqualTo(secret.text());
        assertThat(opened.withCurrentKey()).isFalse();
        assertThat(seal(() -> key(1), key(2))
                        .tryOpen("one", sealed)
                        .orElseThrow()
                        .withCurrentKey())
                .isTrue();
    }

    private static SecretSeal seal(Supplier<SecretKey> key, SecretKey... previous) {
        return new SecretSeal(() -> true, key, List.of(previous), RANDOM);
    }

    private static SecretKey key(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return EncryptionKey.parse(Base64.getEncoder().encodeToString(bytes), "encryption-key");
    }
}
