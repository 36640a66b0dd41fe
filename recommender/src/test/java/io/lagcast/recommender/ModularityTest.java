package io.lagcast.recommender;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void keepsToTheDependenciesThatItsModulesAllow() {
        ApplicationModules.of(LagcastApplication.class).verify();
    }
}
