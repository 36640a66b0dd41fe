package io.lagcast.recommender.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.recommender.access.Role;
import io.lagcast.recommender.security.SecuritySettings.Mode;
import io.lagcast.recommender.security.SecuritySettings.StaticToken;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecuritySettingsTest {

    private static final String HASH = TokenHash.of("something").text();
    private static final StaticToken TOKEN = new StaticToken("grafana", HASH, Role.VIEWER, List.of("*"));

    @Test
    void isOpenOnlyWhileNothingIsConfigured() {
        assertThat(settings(null, List.of()).isOpen()).isTrue();
        assertThat(settings(null, List.of(TOKEN)).mode()).isEqualTo(Mode.TOKENS);
    }

    @Test
    void refusesAModeThatWouldIgnoreWhatIsConfigured() {
        assertThatThrownBy(() -> settings(Mode.OPEN, List.of(TOKEN))).hasMessageContaining("tokens");
        assertThatThrownBy(() -> settings(Mode.TOKENS, List.of())).hasMessageContaining("empty");
        assertThatThrownBy(() -> settings(Mode.JWT, List.of(TOKEN))).hasMessageContaining("issuer-uri");
    }

    @Test
    void refusesTwoOfOneNameOrHash() {
        assertThatThrownBy(() -> settings(null, List.of(TOKEN, TOKEN))).hasMessageContaining("\"grafana\"");
    }

    @Test
    void neverRepeatsWhatMayBeATokenInPlaceOfItsHash() {
        String token = TokenHash.newToken();

        assertThatThrownBy(() -> new StaticToken("grafana", token, Role.VIEWER, List.of("*")))
                .hasMessageContaining("\"grafana\"")
                .hasMessageContaining("./lagcast token")
                .hasMessageNotContaining(token);
        assertThat(TOKEN.toString()).doesNotContain(HASH);
    }

    private static SecuritySettings settings(@Nullable Mode mode, List<StaticToken> tokens) {
        return new SecuritySettings(mode, tokens, null, false, false, false);
    }
}
